-- Two keys of vouchers may be believed for a moment, so that a rotation renews them without refusing anybody.
ALTER TABLE vault.teller DROP COLUMN one;
ALTER TABLE vault.teller ADD PRIMARY KEY (inner_key);

CREATE OR REPLACE FUNCTION vault.told(p_voucher text, p_mac text, p_verb text, p_once boolean) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb; v_until timestamptz;
BEGIN
  IF NOT EXISTS (SELECT FROM vault.teller k WHERE sha256(convert_to(p_mac, 'UTF8')) = sha256(convert_to(
      encode(sha256(k.outer_key || sha256(k.inner_key || convert_to(p_voucher, 'UTF8'))), 'hex'), 'UTF8'))) THEN
    RAISE EXCEPTION 'vault:voucher' USING ERRCODE = 'insufficient_privilege';
  END IF;
  v := p_voucher::jsonb;
  v_until := to_timestamp((v ->> 'until')::bigint);
  IF v ->> 'verb' IS DISTINCT FROM p_verb OR v_until IS NULL OR v_until < clock_timestamp() THEN
    RAISE EXCEPTION 'vault:voucher' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF v ->> 'by' IS NOT NULL AND NOT EXISTS (
      SELECT FROM public.people_user u WHERE u.id = (v ->> 'by')::bigint AND u.is_active) THEN
    RAISE EXCEPTION 'vault:person' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF p_once THEN
    DELETE FROM vault.spent WHERE until < clock_timestamp() - interval '1 hour';
    BEGIN
      INSERT INTO vault.spent VALUES (v ->> 'nonce', v_until);
    EXCEPTION WHEN unique_violation OR not_null_violation THEN
      RAISE EXCEPTION 'vault:spent' USING ERRCODE = 'insufficient_privilege';
    END;
  END IF;
  RETURN v;
END $$;

-- Asked by every list, so it begins with the person and looks the exclusions up by their index, however many dossiers.
CREATE OR REPLACE FUNCTION public.vault_outside(p_person bigint, p_day date) RETURNS SETOF bigint  -- things kept from a person
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE above(id) AS (  -- whatever, being excluded, takes a body of this person along: the reverse of vault.tree
    SELECT p.organisation_id FROM vault.posts_of(p_person, p_day) p
    UNION SELECT o.id FROM above a JOIN public.orgs_organisation o
      ON o.id = (SELECT s.parent_id FROM public.orgs_organisation s WHERE s.id = a.id) OR o.successor_id = a.id),
  heads(id) AS (
    SELECT x.user_id FROM above JOIN public.orgs_post p ON p.organisation_id = above.id AND p.rank = 'head'
      JOIN public.people_assignment x ON x.post_id = p.id
    UNION SELECT x.to_id FROM above JOIN public.orgs_post p ON p.organisation_id = above.id AND p.rank = 'head'
      JOIN public.people_delegation x ON x.post_id = p.id),
  out_of(id) AS (
    SELECT e.dossier_id FROM public.vault_exclusion e WHERE e.lifted_at IS NULL AND e.person_id = p_person
    UNION SELECT e.dossier_id FROM above JOIN public.vault_exclusion e ON e.organisation_id = above.id WHERE e.lifted_at IS NULL
    UNION SELECT e.dossier_id FROM heads JOIN public.vault_exclusion e ON e.person_id = heads.id
      WHERE e.lifted_at IS NULL AND EXISTS (SELECT FROM vault.posts_of(heads.id, p_day) p
        WHERE p.rank = 'head' AND p.organisation_id IN (SELECT id FROM above)))
  SELECT d.thing_id FROM out_of JOIN public.vault_dossier d ON d.id = out_of.id
$$;
