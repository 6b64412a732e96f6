"""Doors, scripts and the wrap-up.

After 0002. Written by `python -m bot revision`; read it before you commit it.
"""

from alembic import op
import sqlalchemy as sa

KINDS = (
    "offer", "offer_over", "promoted", "late_drop", "moved", "cancelled", "remind", "confirm", "today", "late_signup",
    "session_later", "followup", "hand_over", "hand_over_over", "handed", "lead_told", "waiting", "start", "cheer",
    "not_back", "wrap", "debrief", "digest",
)

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('script',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Enum('door', 'rights', name='script_kind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('body', sa.String(length=3000), nullable=False),
    sa.Column('changed_by_id', sa.BigInteger(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reviewed_by', sa.String(length=100), nullable=False),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_script_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_script')),
    sa.UniqueConstraint('team_id', 'kind', 'language', 'version', name='uq_script_version'),
    sqlite_autoincrement=True
    )
    op.create_table('tally',
    sa.Column('team_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('scope', sa.String(length=24), nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('outcome', sa.Enum('nobody', 'talked', 'supporter', 'moved_on', 'sign', 'event', 'informed', name='tally_outcome', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_tally_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('team_id', 'scope', 'person_id', 'outcome', name=op.f('pk_tally'))
    )
    of_sessions = sa.text("person_id = 0 AND substr(scope, 1, 2) = 's:'")
    with op.batch_alter_table('tally') as batch_op:
        batch_op.create_index(
            'ix_tally_sessions',
            ['team_id', 'person_id', 'scope', 'outcome', 'n'],
            unique=False,
            sqlite_where=of_sessions,
            postgresql_where=of_sessions,
        )

    op.create_table('together',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('one_id', sa.BigInteger(), nullable=False),
    sa.Column('two_id', sa.BigInteger(), nullable=False),
    sa.Column('three_id', sa.BigInteger(), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_together_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_together')),
    sa.UniqueConstraint('team_id', 'one_id', 'two_id', 'three_id', name='uq_together_people'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('together') as batch_op:
        batch_op.create_index(batch_op.f('ix_together_team_id'), ['team_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_together_one_id'), ['one_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_together_two_id'), ['two_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_together_three_id'), ['three_id'], unique=False)

    op.create_table('appreciation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('canvass_id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.BigInteger(), nullable=False),
    sa.Column('to_id', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['canvass_id'], ['canvass.id'], name=op.f('fk_appreciation_canvass_id_canvass'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_appreciation_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appreciation')),
    sa.UniqueConstraint('canvass_id', 'from_id', name='uq_appreciation_from'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('appreciation') as batch_op:
        batch_op.create_index(batch_op.f('ix_appreciation_from_id'), ['from_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appreciation_team_id'), ['team_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appreciation_to_id'), ['to_id'], unique=False)

    op.create_table('attendance',
    sa.Column('canvass_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('walk_up', sa.Boolean(), nullable=False),
    sa.Column('arrived_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.BigInteger(), nullable=True),
    sa.Column('back_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('back_by_id', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['canvass_id'], ['canvass.id'], name=op.f('fk_attendance_canvass_id_canvass'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_attendance_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('canvass_id', 'person_id', name=op.f('pk_attendance'))
    )
    with op.batch_alter_table('attendance') as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendance_team_id'), ['team_id'], unique=False)

    op.create_table('cheer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('canvass_id', sa.Integer(), nullable=False),
    sa.Column('cause', sa.String(length=40), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('details', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['canvass_id'], ['canvass.id'], name=op.f('fk_cheer_canvass_id_canvass'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_cheer_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cheer')),
    sa.UniqueConstraint('canvass_id', 'cause', name='uq_cheer_cause'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('cheer') as batch_op:
        batch_op.create_index(batch_op.f('ix_cheer_team_id'), ['team_id'], unique=False)

    op.create_table('debrief',
    sa.Column('canvass_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('good', sa.String(length=500), nullable=False),
    sa.Column('hard', sa.String(length=500), nullable=False),
    sa.Column('next_time', sa.String(length=500), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['canvass_id'], ['canvass.id'], name=op.f('fk_debrief_canvass_id_canvass'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_debrief_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('canvass_id', 'person_id', name=op.f('pk_debrief'))
    )
    with op.batch_alter_table('debrief') as batch_op:
        batch_op.create_index(batch_op.f('ix_debrief_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_debrief_team_id'), ['team_id'], unique=False)

    op.create_table('knock',
    sa.Column('press_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('outcome', sa.Enum('nobody', 'talked', 'supporter', 'moved_on', 'sign', 'event', 'informed', name='knock_outcome', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('canvass_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), nullable=True),
    sa.Column('by_id', sa.BigInteger(), nullable=True),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('how', sa.Enum('pad', 'entered', 'added', 'fixed', 'undone', name='knock_how', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('undoes_id', sa.BigInteger(), nullable=True),
    sa.Column('together_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['canvass_id'], ['canvass.id'], name=op.f('fk_knock_canvass_id_canvass'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_knock_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('press_id', 'outcome', name=op.f('pk_knock')),
    sa.UniqueConstraint('undoes_id', 'outcome', name='uq_knock_undone')
    )
    with op.batch_alter_table('knock') as batch_op:
        batch_op.create_index('ix_knock_mine', ['canvass_id', 'person_id', 'press_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_knock_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_knock_team_id'), ['team_id'], unique=False)

    with op.batch_alter_table('canvass') as batch_op:
        batch_op.add_column(sa.Column('board_message_id', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('started_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('wrapped_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('pair') as batch_op:
        batch_op.add_column(sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('counted', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('counted_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('together_id', sa.Integer(), nullable=True))

    with op.batch_alter_table('team') as batch_op:
        batch_op.add_column(sa.Column('cheers', sa.Boolean(), nullable=False, server_default=sa.true()))

    # The value that a row had to have when the column was added stands in it now; new rows bring their own.
    with op.batch_alter_table('team') as batch_op:
        batch_op.alter_column('cheers', server_default=None)
    with op.batch_alter_table('nudge', table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f("ck_nudge_nudge_kind"), type_="check")
        listed = ", ".join(f"'{kind}'" for kind in KINDS)
        batch_op.create_check_constraint(op.f("ck_nudge_nudge_kind"), f"kind IN ({listed})")
