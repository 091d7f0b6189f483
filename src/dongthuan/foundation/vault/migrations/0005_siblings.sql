-- Which sealed dossiers share a mark with this one: answered only where the person may see the identity of both.
CREATE FUNCTION public.vault_siblings(p_voucher text, p_mac text) RETURNS TABLE (thing bigint, kind text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'siblings', false); v_by bigint := (v ->> 'by')::bigint;
  v_day date := (v ->> 'day')::date; v_own bigint;
BEGIN
  SELECT id INTO v_own FROM public.vault_dossier WHERE thing_id = (v ->> 'thing')::bigint;
  RETURN QUERY SELECT DISTINCT d.thing_id, m.kind FROM vault.mark o JOIN vault.mark m ON m.mac = o.mac AND m.kind = o.kind
    JOIN public.vault_dossier d ON d.id = m.dossier_id
    WHERE o.dossier_id = v_own AND d.id <> v_own
      AND vault.holds(v_own, 'identity', v_by, v_day) AND NOT vault.is_out(v_own, v_by, v_day)
      AND vault.holds(d.id, 'identity', v_by, v_day) AND NOT vault.is_out(d.id, v_by, v_day);
END $$;
