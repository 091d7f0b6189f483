from django.db import migrations

# A denunciation is concluded only with its conclusion, and that lies in the vault (LTC 35).
WRITTEN = """
CREATE FUNCTION public.petitions_conclusion_written() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.vault_item i JOIN public.vault_dossier d ON d.id = i.dossier_id
      WHERE d.thing_id = NEW.dossier_id AND i.name = 'conclusion-' || NEW.id AND i.shows_content) THEN
    RAISE EXCEPTION 'denunciation % is concluded without a conclusion in the vault', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_conclusion BEFORE UPDATE OF status ON public.petitions_petition FOR EACH ROW
  WHEN (NEW.status = 'tc_concluded' AND OLD.status <> 'tc_concluded') EXECUTE FUNCTION public.petitions_conclusion_written();
"""
BACK = """
DROP TRIGGER guard_conclusion ON public.petitions_petition; DROP FUNCTION public.petitions_conclusion_written();
"""


class Migration(migrations.Migration):
    dependencies = [("petitions", "0016_mine"), ("vault", "0005_siblings")]
    operations = [migrations.RunSQL(WRITTEN, BACK)]
