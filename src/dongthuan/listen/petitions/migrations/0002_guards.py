from django.db import migrations

from dongthuan.foundation.things import guards

MOVES = {'received': ['registered'],
 'registered': ['classified', 'awaiting', 'linked', 'filed', 'refused'],
 'awaiting': ['registered', 'filed'],
 'classified': ['split',
                'linked',
                'awaiting',
                'guided',
                'transferred',
                'returned',
                'filed',
                'refused',
                'kn_admissibility',
                'tc_check',
                'tc_review',
                'kp_assigned',
                'pk_assess'],
 'split': [],
 'linked': [],
 'guided': [],
 'transferred': [],
 'returned': [],
 'filed': [],
 'refused': [],
 'kn_admissibility': ['kn_accepted', 'kn_not_accepted', 'guided', 'returned', 'filed'],
 'kn_not_accepted': [],
 'kn_accepted': ['kn_verifying', 'kn_decided', 'kn_suspended', 'kn_terminated', 'kn_second'],
 'kn_verifying': ['kn_dialogue', 'kn_decided', 'kn_suspended', 'kn_terminated', 'kn_second'],
 'kn_dialogue': ['kn_decided', 'kn_suspended', 'kn_terminated', 'kn_second'],
 'kn_suspended': ['kn_accepted', 'kn_verifying', 'kn_dialogue', 'kn_terminated'],
 'kn_terminated': ['closed'],
 'kn_decided': ['kn_sent'],
 'kn_sent': ['kn_published', 'kn_effective', 'kn_second'],
 'kn_published': ['kn_effective'],
 'kn_second': ['closed'],
 'kn_effective': ['kn_enforcing', 'closed'],
 'kn_enforcing': ['kn_enforced'],
 'kn_enforced': ['closed'],
 'tc_check': ['tc_accepted', 'tc_not_accepted', 'tc_not_handled', 'transferred'],
 'tc_review': ['tc_accepted', 'tc_not_accepted', 'transferred'],
 'tc_not_handled': ['tc_inspection', 'closed'],
 'tc_inspection': ['closed'],
 'tc_not_accepted': [],
 'tc_accepted': ['tc_verifying', 'tc_suspended', 'tc_terminated', 'tc_continued'],
 'tc_verifying': ['tc_concluded', 'tc_suspended', 'tc_terminated', 'tc_continued'],
 'tc_suspended': ['tc_accepted', 'tc_verifying', 'tc_terminated'],
 'tc_terminated': ['closed'],
 'tc_concluded': ['tc_followed'],
 'tc_followed': ['closed', 'tc_continued'],
 'tc_continued': ['closed'],
 'kp_assigned': ['kp_answered', 'transferred'],
 'kp_answered': ['closed', 'kp_assigned'],
 'pk_assess': ['pk_pooled', 'pk_not_received', 'pk_decided', 'transferred'],
 'pk_pooled': ['pk_assess'],
 'pk_not_received': [],
 'pk_decided': ['pk_published'],
 'pk_published': ['closed'],
 'closed': ['archived', 'kp_assigned'],
 'archived': []}
WITHDRAWALS = {"announced": ["effected", "lapsed"], "effected": [], "lapsed": []}
# Nothing of a denunciation stands in plain tables: no words and no person of a sealed case.
SEALED = """
CREATE FUNCTION petitions_no_words_of_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM petitions_petition p WHERE p.id = NEW.petition_id AND p.sealed) THEN
    RAISE EXCEPTION 'petition % is sealed: its words and persons lie in the vault', NEW.petition_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_sealed BEFORE INSERT OR UPDATE ON petitions_statement FOR EACH ROW EXECUTE FUNCTION petitions_no_words_of_sealed();
CREATE TRIGGER guard_sealed BEFORE INSERT OR UPDATE ON petitions_petitioner FOR EACH ROW EXECUTE FUNCTION petitions_no_words_of_sealed();
CREATE TRIGGER guard_sealed BEFORE INSERT OR UPDATE ON petitions_attachment FOR EACH ROW EXECUTE FUNCTION petitions_no_words_of_sealed();
CREATE FUNCTION petitions_no_text_of_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text <> '' AND EXISTS (SELECT FROM petitions_petition p WHERE p.id = NEW.petition_id AND p.sealed) THEN
    RAISE EXCEPTION 'petition % is sealed: no words of it stand here', NEW.petition_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_sealed BEFORE INSERT OR UPDATE ON petitions_step FOR EACH ROW EXECUTE FUNCTION petitions_no_text_of_sealed();
CREATE TRIGGER guard_sealed BEFORE INSERT OR UPDATE ON petitions_withdrawal FOR EACH ROW EXECUTE FUNCTION petitions_no_text_of_sealed();
CREATE TRIGGER guard_sealed BEFORE INSERT OR UPDATE ON petitions_reading FOR EACH ROW EXECUTE FUNCTION petitions_no_text_of_sealed();
CREATE FUNCTION petitions_stay_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.sealed AND NOT NEW.sealed THEN
    RAISE EXCEPTION 'petition % is sealed and stays so', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_stays_sealed BEFORE UPDATE ON petitions_petition FOR EACH ROW EXECUTE FUNCTION petitions_stay_sealed();
"""
BACK = """
DROP TRIGGER guard_stays_sealed ON petitions_petition; DROP FUNCTION petitions_stay_sealed();
DROP TRIGGER guard_sealed ON petitions_statement; DROP TRIGGER guard_sealed ON petitions_petitioner;
DROP TRIGGER guard_sealed ON petitions_attachment; DROP FUNCTION petitions_no_words_of_sealed();
DROP TRIGGER guard_sealed ON petitions_step; DROP TRIGGER guard_sealed ON petitions_withdrawal;
DROP TRIGGER guard_sealed ON petitions_reading; DROP FUNCTION petitions_no_text_of_sealed();
"""


class Migration(migrations.Migration):
    dependencies = [("petitions", "0001_initial"), ("things", "0002_guards")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE petitions_code", "DROP SEQUENCE petitions_code"),
        guards.state_moves("petitions_petition", "status", MOVES),
        guards.state_moves("petitions_withdrawal", "status", WITHDRAWALS),
        migrations.RunSQL(SEALED, BACK),
    ]
