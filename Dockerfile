# TocToc for a server: only what the bot needs to run. README, "With Docker", says how to start it.

FROM python:3.11-slim AS libraries
WORKDIR /build
COPY requirements.txt ./
# A venv without pip: the base image's pip fills it. Wheels only, so that nothing is compiled here, and each is
# the file whose hash was written down when it was chosen.
RUN python -m venv --without-pip /opt/toctoc \
 && pip --python /opt/toctoc/bin/python install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary=:all: --requirement requirements.txt

FROM python:3.11-slim
# A fixed number, so that the owner of the volume stays the same in every version of the image.
RUN groupadd --gid 10001 toctoc \
 && useradd --uid 10001 --gid toctoc --no-create-home --home-dir /data --shell /usr/sbin/nologin toctoc \
 && install --directory --owner=toctoc --group=toctoc --mode=0700 /data
COPY --from=libraries /opt/toctoc /opt/toctoc
WORKDIR /opt/toctoc/app
COPY bot bot
COPY cogs cogs
COPY db db
ENV PATH=/opt/toctoc/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/toctoc.db \
    HEALTH_PORT=8081
# The user below may not write here, so Python's compiled files are made now: each start is faster by them.
RUN python -m compileall -q bot cogs db

USER 10001:10001
VOLUME /data
# Asks /ready: whether Discord and the database answer. Docker only shows it; the bot mends a lost connection itself.
HEALTHCHECK --interval=60s --timeout=15s --start-period=60s --retries=3 CMD ["python", "-m", "bot", "health"]
# Python is the first process: `docker stop` tells it to stop, it saves what waits and leaves within its ten seconds.
STOPSIGNAL SIGTERM
CMD ["python", "-m", "bot"]
