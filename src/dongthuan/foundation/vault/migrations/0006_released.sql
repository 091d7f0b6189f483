-- The copy that leaves the vault is written like all else here: by who looked at the piece and may open it, and never altered. So
-- nobody who can write rows as the application puts words into an official paper in another's name.
CREATE FUNCTION public.vault_release(p_voucher text, p_mac text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'release', true); l public.vault_look; i public.vault_item; v_id bigint;
BEGIN
  SELECT * INTO l FROM public.vault_look WHERE id = (v ->> 'look')::bigint;
  PERFORM vault.must(FOUND AND l.person_id = (v ->> 'by')::bigint, 'absent');
  PERFORM vault.must(l.transaction IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint, 'not_written');
  PERFORM vault.must(l.at > clock_timestamp() - interval '15 minutes', 'over');
  SELECT * INTO i FROM public.vault_item WHERE id = l.item_id;
  PERFORM vault.must(NOT i.shows_identity, 'shows_identity');
  PERFORM vault.must(vault.opens(i, l.person_id, (v ->> 'day')::date), 'no_grant');
  INSERT INTO public.vault_redaction (dossier_id, item_id, text, removed, released_by_id, released_at)
    VALUES (i.dossier_id, i.id, v ->> 'text', (v ->> 'removed')::int, l.person_id, clock_timestamp()) RETURNING id INTO v_id;
  RETURN v_id;
END $$;
CREATE TRIGGER guard_vault BEFORE INSERT OR UPDATE OR DELETE ON public.vault_redaction FOR EACH ROW EXECUTE FUNCTION public.guard_vault();
