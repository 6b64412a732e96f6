"""The way back, who stays for what comes after, and where the group would knock next.

After 0004. Written by `python -m bot revision`; read it before you commit it.
"""

from alembic import op
import sqlalchemy as sa

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('turf_voice',
    sa.Column('turf_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('wants', sa.Boolean(), nullable=False),
    sa.Column('knows', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_turf_voice_team_id_team'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['turf_id'], ['turf.id'], name=op.f('fk_turf_voice_turf_id_turf'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('turf_id', 'person_id', name=op.f('pk_turf_voice'))
    )
    with op.batch_alter_table('turf_voice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_turf_voice_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_turf_voice_team_id'), ['team_id'], unique=False)

    op.create_table('staying',
    sa.Column('canvass_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('team_id', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['canvass_id'], ['canvass.id'], name=op.f('fk_staying_canvass_id_canvass'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_staying_team_id_team'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('canvass_id', 'person_id', name=op.f('pk_staying'))
    )
    with op.batch_alter_table('staying', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staying_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_staying_team_id'), ['team_id'], unique=False)

    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.add_column(sa.Column('heading_at', sa.DateTime(timezone=True), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_column('heading_at')

    with op.batch_alter_table('staying', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_staying_team_id'))
        batch_op.drop_index(batch_op.f('ix_staying_person_id'))

    op.drop_table('staying')
    with op.batch_alter_table('turf_voice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_turf_voice_team_id'))
        batch_op.drop_index(batch_op.f('ix_turf_voice_person_id'))

    op.drop_table('turf_voice')
