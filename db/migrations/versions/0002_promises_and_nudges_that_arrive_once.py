"""Promises and nudges that arrive once.

After 0001. Written by `python -m bot revision`; read it before you commit it.
"""

from alembic import op
import sqlalchemy as sa

KINDS = (
    "offer", "offer_over", "promoted", "late_drop", "moved", "cancelled", "remind", "confirm", "today", "late_signup",
    "session_later", "followup", "hand_over", "hand_over_over", "handed", "lead_told", "waiting", "digest",
)
STATES = ("pending", "held", "sent", "closed", "shown", "cancelled", "failed", "expired")

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('followup',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('owner_id', sa.BigInteger(), nullable=True),
    sa.Column('owner_name', sa.String(length=100), nullable=False),
    sa.Column('made_by_id', sa.BigInteger(), nullable=True),
    sa.Column('lead_id', sa.BigInteger(), nullable=True),
    sa.Column('lead_name', sa.String(length=100), nullable=False),
    sa.Column('wall', sa.String(length=16), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.Enum('open', 'done', 'dropped', name='followup_state', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('silences', sa.Integer(), nullable=False),
    sa.Column('muted', sa.Boolean(), nullable=False),
    sa.Column('canvass_id', sa.Integer(), nullable=True),
    sa.Column('channel_id', sa.BigInteger(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('handed_to_id', sa.BigInteger(), nullable=True),
    sa.Column('handed_to_name', sa.String(length=100), nullable=False),
    sa.Column('handed_by_id', sa.BigInteger(), nullable=True),
    sa.Column('handed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.BigInteger(), nullable=True),
    sa.Column('key', sa.String(length=120), nullable=True),
    sa.ForeignKeyConstraint(['canvass_id'], ['canvass.id'], name=op.f('fk_followup_canvass_id_canvass'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_followup_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_followup')),
    sa.UniqueConstraint('key', name='uq_followup_key'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('followup') as batch_op:
        batch_op.create_index(batch_op.f('ix_followup_canvass_id'), ['canvass_id'], unique=False)
        batch_op.create_index('ix_followup_owner', ['team_id', 'owner_id'], unique=False)
        batch_op.create_index('ix_followup_team_due', ['team_id', 'state', 'due_at'], unique=False)

    with op.batch_alter_table('member') as batch_op:
        batch_op.add_column(sa.Column('discord_language', sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column('dm_channel_id', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('dms_closed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('waiting', sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table('signup') as batch_op:
        batch_op.add_column(sa.Column('muted', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('told_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('nudge', table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column('followup_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('asked', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('waits_for', sa.Enum('quiet', 'cap', 'pace', 'trouble', name='nudge_waits_for', native_enum=False, create_constraint=True, length=20), nullable=True))
        batch_op.add_column(sa.Column('bundle_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('set_out_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('answer', sa.Enum('done', 'later', 'handed', 'taken', 'passed', 'stopped', name='nudge_answer', native_enum=False, create_constraint=True, length=20), nullable=True))
        batch_op.add_column(sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('after_id', sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f('ix_nudge_canvass_id'))
        batch_op.drop_index(batch_op.f('ix_nudge_person_id'))
        batch_op.create_index('ix_nudge_bundle', ['bundle_id'], unique=False, sqlite_where=sa.text("bundle_id IS NOT NULL"), postgresql_where=sa.text("bundle_id IS NOT NULL"))
        batch_op.create_index('ix_nudge_canvass', ['canvass_id', 'team_id'], unique=False)
        batch_op.create_index('ix_nudge_ending', ['expires_at'], unique=False, sqlite_where=sa.text("state = 'pending' AND expires_at IS NOT NULL"), postgresql_where=sa.text("state = 'pending' AND expires_at IS NOT NULL"))
        batch_op.create_index('ix_nudge_followup', ['followup_id', 'team_id'], unique=False)
        batch_op.create_index('ix_nudge_held', ['held_until'], unique=False, sqlite_where=sa.text("state = 'held'"), postgresql_where=sa.text("state = 'held'"))
        batch_op.create_index('ix_nudge_person', ['person_id', 'team_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_nudge_followup_id_followup'), 'followup', ['followup_id'], ['id'], ondelete='CASCADE')

    # The values that a row had to have when it was added stand in it now; new rows bring their own.
    with op.batch_alter_table('member') as batch_op:
        batch_op.alter_column('waiting', server_default=None)
    with op.batch_alter_table('signup') as batch_op:
        batch_op.alter_column('muted', server_default=None)
    with op.batch_alter_table('nudge', table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column('asked', server_default=None)
        for column, values in (("kind", KINDS), ("state", STATES)):
            batch_op.drop_constraint(op.f(f"ck_nudge_nudge_{column}"), type_="check")
            listed = ", ".join(f"'{value}'" for value in values)
            batch_op.create_check_constraint(op.f(f"ck_nudge_nudge_{column}"), f"{column} IN ({listed})")
