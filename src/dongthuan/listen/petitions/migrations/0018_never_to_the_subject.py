from django.db import migrations

# Whatever the code does: a denunciation is not given to a body that it is about, and keeps the dossier that says so.
NEVER = """
CREATE FUNCTION public.petitions_never_to_the_subject() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.dossier_id IS NOT NULL AND NEW.dossier_id IS DISTINCT FROM OLD.dossier_id THEN
    RAISE EXCEPTION 'petition % keeps its sealed dossier', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.organisation_id IN (
      SELECT public.vault_outside_bodies(NEW.dossier_id, (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)) THEN
    RAISE EXCEPTION 'petition % is about this body', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_subject_in BEFORE INSERT ON public.petitions_petition FOR EACH ROW
  WHEN (NEW.dossier_id IS NOT NULL) EXECUTE FUNCTION public.petitions_never_to_the_subject();
CREATE TRIGGER guard_subject BEFORE UPDATE ON public.petitions_petition FOR EACH ROW
  WHEN ((OLD.dossier_id IS NOT NULL OR NEW.dossier_id IS NOT NULL)
    AND (OLD.dossier_id IS DISTINCT FROM NEW.dossier_id OR OLD.organisation_id <> NEW.organisation_id))
  EXECUTE FUNCTION public.petitions_never_to_the_subject();
"""
BACK = """
DROP TRIGGER guard_subject_in ON public.petitions_petition; DROP TRIGGER guard_subject ON public.petitions_petition;
DROP FUNCTION public.petitions_never_to_the_subject();
"""


class Migration(migrations.Migration):
    dependencies = [("petitions", "0017_conclusions"), ("vault", "0006_released")]
    operations = [migrations.RunSQL(NEVER, BACK)]
