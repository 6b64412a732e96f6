"""Leaders and meetings.

After 0003. Written by `python -m bot revision`; read it before you commit it.
"""

from alembic import op
import sqlalchemy as sa

KINDS = (
    "offer", "offer_over", "promoted", "late_drop", "moved", "cancelled", "remind", "confirm", "today", "late_signup",
    "session_later", "followup", "hand_over", "hand_over_over", "handed", "lead_told", "waiting", "start", "cheer",
    "not_back", "wrap", "debrief", "digest",
    "prep", "evaluate", "close", "meeting_ends", "meeting_day", "meeting_moved", "meeting_off", "wakes", "stale",
)

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('adapted',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('what', sa.Enum('playbook', 'letter', 'thanks', name='adapted_what', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('kind', sa.Enum('official', 'faith', 'business', 'civic', 'school', 'student', name='adapted_kind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('changed_by_id', sa.BigInteger(), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_adapted_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adapted')),
    sa.UniqueConstraint('team_id', 'what', 'kind', 'language', 'version', name='uq_adapted_version'),
    sqlite_autoincrement=True
    )
    op.create_table('prospect',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Enum('official', 'faith', 'business', 'civic', 'school', 'student', name='prospect_kind', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('name_key', sa.String(length=200), nullable=False),
    sa.Column('sought_as', sa.String(length=400), nullable=False),
    sa.Column('place', sa.String(length=100), nullable=False),
    sa.Column('role', sa.String(length=100), nullable=False),
    sa.Column('language', sa.String(length=10), nullable=True),
    sa.Column('part_of_id', sa.Integer(), nullable=True),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('stage', sa.Enum('research', 'ask', 'prepare', 'held', 'evaluated', 'followed_up', 'signed_on', 'parked', 'declined', name='prospect_stage', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('stage_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('touched_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('owner_id', sa.BigInteger(), nullable=True),
    sa.Column('owner_name', sa.String(length=100), nullable=False),
    sa.Column('asker_id', sa.BigInteger(), nullable=True),
    sa.Column('asker_name', sa.String(length=100), nullable=False),
    sa.Column('made_by_id', sa.BigInteger(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('refused', sa.Boolean(), nullable=False),
    sa.Column('press_asked_by_id', sa.BigInteger(), nullable=True),
    sa.Column('press_asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('press_allowed_by_id', sa.BigInteger(), nullable=True),
    sa.Column('press_allowed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('wakes_on', sa.Date(), nullable=True),
    sa.Column('tried', sa.String(), nullable=False),
    sa.Column('asking_channel_id', sa.BigInteger(), nullable=True),
    sa.Column('asking_message_id', sa.BigInteger(), nullable=True),
    sa.Column('asking_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['part_of_id'], ['prospect.id'], name=op.f('fk_prospect_part_of_id_prospect'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_prospect_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prospect')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('prospect') as batch_op:
        batch_op.create_index('ix_prospect_board', ['team_id', 'stage', 'kind'], unique=False)
        batch_op.create_index('ix_prospect_named', ['team_id', 'name_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_prospect_part_of_id'), ['part_of_id'], unique=False)

    op.create_table('committed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=20), nullable=False),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.Column('state', sa.Enum('offered', 'agreed', 'done', 'declined', name='committed_state', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('count', sa.Integer(), nullable=True),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('owner_id', sa.BigInteger(), nullable=True),
    sa.Column('owner_name', sa.String(length=100), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_committed_prospect_id_prospect'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_committed_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_committed')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('committed') as batch_op:
        batch_op.create_index('ix_committed_prospect', ['prospect_id', 'key'], unique=False)
        batch_op.create_index(batch_op.f('ix_committed_team_id'), ['team_id'], unique=False)

    op.create_table('contact_made',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('how', sa.Enum('ask', 'letter', 'call', 'message', 'visit', 'meeting', 'thanks', 'press', 'other', name='contact_how', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('result', sa.Enum('none', 'granted', 'refused', 'yes', 'later', 'no', name='contact_result', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.Column('by_id', sa.BigInteger(), nullable=True),
    sa.Column('by_name', sa.String(length=100), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_contact_made_prospect_id_prospect'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_contact_made_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact_made')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('contact_made') as batch_op:
        batch_op.create_index('ix_contact_made_prospect', ['prospect_id', 'at'], unique=False)
        batch_op.create_index('ix_contact_made_lately', ['team_id', 'at'], unique=False)

    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('planned', 'ready', 'held', 'closed', 'cancelled', name='meeting_state', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('wall', sa.String(length=16), nullable=False),
    sa.Column('zone', sa.String(length=64), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('place', sa.String(length=100), nullable=False),
    sa.Column('coffee', sa.String(length=100), nullable=False),
    sa.Column('lead_id', sa.BigInteger(), nullable=True),
    sa.Column('lead_name', sa.String(length=100), nullable=False),
    sa.Column('made_by_id', sa.BigInteger(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('held_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('outcome', sa.Enum('yes', 'partly', 'later', 'no', 'not_held', name='meeting_outcome', native_enum=False, create_constraint=True, length=20), nullable=True),
    sa.Column('next_step', sa.LargeBinary(), nullable=False),
    sa.Column('next_owner_id', sa.BigInteger(), nullable=True),
    sa.Column('next_owner_name', sa.String(length=100), nullable=False),
    sa.Column('next_due_on', sa.Date(), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('channel_id', sa.BigInteger(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('thread_id', sa.BigInteger(), nullable=True),
    sa.Column('event_id', sa.BigInteger(), nullable=True),
    sa.Column('changes', sa.Integer(), nullable=False),
    sa.Column('shown', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('event_version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_meeting_prospect_id_prospect'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_meeting_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('meeting') as batch_op:
        batch_op.create_index('ix_meeting_of', ['prospect_id', 'starts_at'], unique=False)
        batch_op.create_index('ix_meeting_when', ['team_id', 'starts_at'], unique=False)

    op.create_table('research_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=20), nullable=False),
    sa.Column('note', sa.LargeBinary(), nullable=False),
    sa.Column('source', sa.LargeBinary(), nullable=False),
    sa.Column('by_id', sa.BigInteger(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_research_note_prospect_id_prospect'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_research_note_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_research_note')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('research_note') as batch_op:
        batch_op.create_index(batch_op.f('ix_research_note_prospect_id'), ['prospect_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_research_note_team_id'), ['team_id'], unique=False)

    op.create_table('signed_on',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('capacity', sa.Enum('personal', 'institution', name='signed_on_capacity', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('statement', sa.LargeBinary(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.BigInteger(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_signed_on_prospect_id_prospect'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_signed_on_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signed_on')),
    sa.UniqueConstraint('prospect_id', name='uq_signed_on_prospect'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('signed_on') as batch_op:
        batch_op.create_index(batch_op.f('ix_signed_on_team_id'), ['team_id'], unique=False)

    op.create_table('sway',
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('peer_id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['peer_id'], ['prospect.id'], name=op.f('fk_sway_peer_id_prospect'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_sway_prospect_id_prospect'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_sway_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('prospect_id', 'peer_id', name=op.f('pk_sway'))
    )
    with op.batch_alter_table('sway') as batch_op:
        batch_op.create_index(batch_op.f('ix_sway_peer_id'), ['peer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sway_team_id'), ['team_id'], unique=False)

    op.create_table('tie',
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('answer', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_tie_prospect_id_prospect'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_tie_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('prospect_id', 'person_id', name=op.f('pk_tie'))
    )
    with op.batch_alter_table('tie') as batch_op:
        batch_op.create_index(batch_op.f('ix_tie_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_tie_team_id'), ['team_id'], unique=False)

    op.create_table('attending',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('name', sa.String(length=100), nullable=False),
    sa.Column('roles', sa.String(length=60), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_attending_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_attending_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', 'person_id', name=op.f('pk_attending'))
    )
    with op.batch_alter_table('attending') as batch_op:
        batch_op.create_index(batch_op.f('ix_attending_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attending_team_id'), ['team_id'], unique=False)

    op.create_table('evaluation',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('answers', sa.LargeBinary(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_evaluation_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_evaluation_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', 'person_id', name=op.f('pk_evaluation'))
    )
    with op.batch_alter_table('evaluation') as batch_op:
        batch_op.create_index(batch_op.f('ix_evaluation_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evaluation_team_id'), ['team_id'], unique=False)

    op.create_table('prep_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.Enum('thanks', 'win', 'messages', 'ask', 'step', 'facts', 'noes', 'credit', 'notes', 'learned', name='prep_line_section', native_enum=False, create_constraint=True, length=20), nullable=False),
    sa.Column('text', sa.LargeBinary(), nullable=False),
    sa.Column('more', sa.LargeBinary(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.BigInteger(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_prep_line_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_prep_line_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prep_line')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('prep_line') as batch_op:
        batch_op.create_index('ix_prep_line_meeting', ['meeting_id', 'section', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_prep_line_team_id'), ['team_id'], unique=False)

    op.create_table('prep_task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=20), nullable=False),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.Column('anyone', sa.Boolean(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('owner_id', sa.BigInteger(), nullable=True),
    sa.Column('owner_name', sa.String(length=100), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.BigInteger(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_prep_task_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_prep_task_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prep_task')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('prep_task') as batch_op:
        batch_op.create_index('ix_prep_task_meeting', ['meeting_id', 'due_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_prep_task_team_id'), ['team_id'], unique=False)

    with op.batch_alter_table('followup', table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column('meeting_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('prospect_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_followup_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_followup_prospect_id'), ['prospect_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_followup_meeting_id_meeting'), 'meeting', ['meeting_id'], ['id'], ondelete='SET NULL')
        batch_op.create_foreign_key(batch_op.f('fk_followup_prospect_id_prospect'), 'prospect', ['prospect_id'], ['id'], ondelete='SET NULL')

    with op.batch_alter_table('nudge', table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column('meeting_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('prospect_id', sa.Integer(), nullable=True))
        batch_op.create_index('ix_nudge_meeting', ['meeting_id', 'team_id'], unique=False)
        batch_op.create_index('ix_nudge_prospect', ['prospect_id', 'team_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_nudge_prospect_id_prospect'), 'prospect', ['prospect_id'], ['id'], ondelete='CASCADE')
        batch_op.create_foreign_key(batch_op.f('fk_nudge_meeting_id_meeting'), 'meeting', ['meeting_id'], ['id'], ondelete='CASCADE')
        batch_op.drop_constraint(op.f("ck_nudge_nudge_kind"), type_="check")
        listed = ", ".join(f"'{kind}'" for kind in KINDS)
        batch_op.create_check_constraint(op.f("ck_nudge_nudge_kind"), f"kind IN ({listed})")
