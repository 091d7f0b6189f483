-- The closed half of the vault. Its schema belongs to the owner; the application's role may not even enter it.
-- Every function below runs as the owner (SECURITY DEFINER) with a pinned search_path in which temporary objects come
-- last, names everything by its schema, and believes nobody who asks: what it is told comes in a voucher, a JSON text
-- signed by the web process with a key that the application's role cannot read. Refusals are 'vault:<code>'.

CREATE SCHEMA vault;

-- --- tables -----------------------------------------------------------------------------------------------------------
CREATE TABLE vault.master (  -- the ids of the master keys; the keys themselves never enter the database
  id text PRIMARY KEY, since timestamptz NOT NULL DEFAULT clock_timestamp(), current boolean NOT NULL);
CREATE UNIQUE INDEX master_one_current ON vault.master (current) WHERE current;

CREATE TABLE vault.teller (  -- checks vouchers: keys of HMAC-SHA256, already mixed with their two pads; two during a rotation
  inner_key bytea PRIMARY KEY, outer_key bytea NOT NULL);
CREATE TABLE vault.spent (nonce text PRIMARY KEY, until timestamptz NOT NULL);
CREATE INDEX spent_until ON vault.spent (until);

CREATE TABLE vault.data_key (
  uid uuid PRIMARY KEY, item_id bigint NOT NULL UNIQUE REFERENCES public.vault_item,
  master text NOT NULL REFERENCES vault.master, wrapped bytea NOT NULL);
CREATE INDEX data_key_master ON vault.data_key (master);

CREATE TABLE vault.sealed (  -- what shows an identity lies in a table of its own
  item_id bigint NOT NULL REFERENCES public.vault_item, identity boolean NOT NULL,
  data_key uuid NOT NULL REFERENCES vault.data_key, ciphertext bytea NOT NULL,
  PRIMARY KEY (item_id, identity)) PARTITION BY LIST (identity);
CREATE TABLE vault.sealed_identity PARTITION OF vault.sealed FOR VALUES IN (true);
CREATE TABLE vault.sealed_content PARTITION OF vault.sealed FOR VALUES IN (false);
ALTER TABLE vault.sealed_identity ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
ALTER TABLE vault.sealed_content ALTER COLUMN ciphertext SET STORAGE EXTERNAL;

CREATE TABLE vault.mark (  -- for finding duplicates: a keyed digest, and the value sealed so that the digest can be renewed
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, dossier_id bigint NOT NULL REFERENCES public.vault_dossier,
  uid uuid NOT NULL UNIQUE, kind text NOT NULL, mac bytea NOT NULL, master text NOT NULL REFERENCES vault.master,
  sealed bytea NOT NULL, UNIQUE (dossier_id, kind, mac));
CREATE INDEX mark_mac ON vault.mark (mac);
CREATE INDEX mark_master ON vault.mark (master);

-- --- who is who on a day ----------------------------------------------------------------------------------------------
CREATE FUNCTION vault.posts_of(p_person bigint, p_day date) RETURNS SETOF public.orgs_post
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.* FROM public.orgs_post p JOIN public.people_user u ON u.id = p_person AND u.is_active
  WHERE p.since <= p_day AND (p.until IS NULL OR p.until >= p_day) AND (
    EXISTS (SELECT FROM public.people_assignment a WHERE a.post_id = p.id AND a.user_id = p_person
            AND a.since <= p_day AND (a.until IS NULL OR a.until >= p_day))
    OR EXISTS (SELECT FROM public.people_delegation d WHERE d.post_id = p.id AND d.to_id = p_person
               AND d.since <= p_day AND (d.until IS NULL OR d.until >= p_day)))
$$;

CREATE FUNCTION vault.heads(p_person bigint, p_body bigint, p_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM vault.posts_of(p_person, p_day) p WHERE p.organisation_id = p_body AND p.rank = 'head')
$$;

CREATE FUNCTION vault.tree(p_bodies bigint[]) RETURNS SETOF bigint  -- with all below, and what became of them
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  WITH RECURSIVE found(id) AS (
    SELECT pg_catalog.unnest(p_bodies)
    UNION SELECT o.id FROM found f JOIN public.orgs_organisation o
      ON o.parent_id = f.id OR o.id = (SELECT s.successor_id FROM public.orgs_organisation s WHERE s.id = f.id))
  SELECT id FROM found WHERE id IS NOT NULL
$$;

CREATE FUNCTION vault.beneath(p_low bigint, p_high bigint, p_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM vault.posts_of(p_high, p_day) h JOIN vault.posts_of(p_low, p_day) l ON
      (l.organisation_id = h.organisation_id
       AND pg_catalog.array_position('{head,deputy,officer}', l.rank::text) > pg_catalog.array_position('{head,deputy,officer}', h.rank::text))
      OR (l.organisation_id <> h.organisation_id AND l.organisation_id IN (SELECT vault.tree(ARRAY[h.organisation_id])))
    WHERE h.rank IN ('head', 'deputy'))
$$;

CREATE FUNCTION vault.out_bodies(p_dossier bigint, p_day date) RETURNS SETOF bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT vault.tree(pg_catalog.array_agg(b.id)) FROM (
    SELECT e.organisation_id AS id FROM public.vault_exclusion e
    WHERE e.dossier_id = p_dossier AND e.lifted_at IS NULL AND e.organisation_id IS NOT NULL
    UNION SELECT p.organisation_id FROM public.vault_exclusion e, vault.posts_of(e.person_id, p_day) p
    WHERE e.dossier_id = p_dossier AND e.lifted_at IS NULL AND e.person_id IS NOT NULL AND p.rank = 'head') b
$$;

CREATE FUNCTION vault.is_out(p_dossier bigint, p_person bigint, p_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.vault_exclusion e
                 WHERE e.dossier_id = p_dossier AND e.lifted_at IS NULL AND e.person_id = p_person)
    OR EXISTS (SELECT FROM vault.posts_of(p_person, p_day) p
               WHERE p.organisation_id IN (SELECT vault.out_bodies(p_dossier, p_day)))
$$;

CREATE FUNCTION vault.holds(p_dossier bigint, p_part text, p_person bigint, p_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM public.vault_grant g
    WHERE g.dossier_id = p_dossier AND g.part = p_part AND g.person_id = p_person AND g.ended_at IS NULL
      AND (g.until IS NULL OR g.until >= p_day)
      AND g.post_id IN (SELECT p.id FROM vault.posts_of(p_person, p_day) p))
$$;

CREATE FUNCTION vault.opens(p_item public.vault_item, p_person bigint, p_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT NOT vault.is_out(p_item.dossier_id, p_person, p_day)
    AND (NOT p_item.shows_identity OR vault.holds(p_item.dossier_id, 'identity', p_person, p_day))
    AND (NOT p_item.shows_content OR vault.holds(p_item.dossier_id, 'content', p_person, p_day))
$$;

CREATE FUNCTION vault.may_be_second(p_item public.vault_item, p_handler bigint, p_person bigint, p_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT NOT vault.is_out(p_item.dossier_id, p_person, p_day)
    AND (vault.heads(p_person, p_handler, p_day) OR vault.opens(p_item, p_person, p_day))
$$;

-- Whether a look takes two: the law protects the person, and this piece shows who they are, or this account has seen
-- or may see that elsewhere. Who holds the content alone works with it on a ground alone.
CREATE FUNCTION vault.takes_two(p_item public.vault_item, p_person bigint, p_day date) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.protected AND (p_item.shows_identity
    OR vault.holds(d.id, 'identity', p_person, p_day)
    OR EXISTS (SELECT FROM public.vault_look l JOIN public.vault_item i ON i.id = l.item_id
               WHERE i.dossier_id = d.id AND i.shows_identity AND l.person_id = p_person))
  FROM public.vault_dossier d WHERE d.id = p_item.dossier_id
$$;

-- --- vouchers ---------------------------------------------------------------------------------------------------------
CREATE FUNCTION vault.told(p_voucher text, p_mac text, p_verb text, p_once boolean) RETURNS jsonb
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

CREATE FUNCTION vault.refuse(p_code text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'vault:%', p_code USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION vault.must(p_ok boolean, p_code text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p_ok IS NOT TRUE THEN
    PERFORM vault.refuse(p_code);
  END IF;
END $$;

CREATE FUNCTION public.vault_ready(p_voucher text, p_mac text) RETURNS boolean  -- whether both sides know the same key
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM vault.told(p_voucher, p_mac, 'ready', false);
  RETURN true;
EXCEPTION WHEN insufficient_privilege THEN
  RETURN false;
END $$;

CREATE FUNCTION public.vault_master() RETURNS text  -- the id of the key to seal with
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT id FROM vault.master WHERE current
$$;

-- --- opening and handing over -----------------------------------------------------------------------------------------
CREATE FUNCTION vault.exclude(p_dossier bigint, p_body bigint, p_person bigint, p_by bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_id bigint;
BEGIN
  SELECT id INTO v_id FROM public.vault_exclusion WHERE dossier_id = p_dossier AND lifted_at IS NULL
    AND organisation_id IS NOT DISTINCT FROM p_body AND person_id IS NOT DISTINCT FROM p_person;
  IF FOUND THEN RETURN v_id; END IF;
  INSERT INTO public.vault_exclusion (dossier_id, organisation_id, person_id, by_id, at, lifted_why)
    VALUES (p_dossier, p_body, p_person, p_by, clock_timestamp(), '') RETURNING id INTO v_id;
  RETURN v_id;
END $$;

CREATE FUNCTION public.vault_open(p_voucher text, p_mac text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'open', true); v_id bigint; v_handler bigint := (v ->> 'handler')::bigint;
BEGIN
  INSERT INTO public.vault_dossier (thing_id, handler_id, protected, opened_at)
    VALUES ((v ->> 'thing')::bigint, v_handler, (v ->> 'protected')::boolean, clock_timestamp()) RETURNING id INTO v_id;
  PERFORM vault.exclude(v_id, x::bigint, NULL, (v ->> 'by')::bigint) FROM jsonb_array_elements_text(v -> 'bodies') x;
  PERFORM vault.exclude(v_id, NULL, x::bigint, (v ->> 'by')::bigint) FROM jsonb_array_elements_text(v -> 'persons') x;
  PERFORM vault.must(v_handler NOT IN (SELECT vault.out_bodies(v_id, (v ->> 'day')::date)), 'handler_excluded');
  RETURN v_id;
END $$;

CREATE FUNCTION public.vault_hand_over(p_voucher text, p_mac text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'hand_over', true); d public.vault_dossier; v_day date := (v ->> 'day')::date;
BEGIN
  SELECT * INTO d FROM public.vault_dossier WHERE id = (v ->> 'dossier')::bigint FOR UPDATE;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM vault.must(v ->> 'by' IS NULL OR EXISTS (SELECT FROM vault.posts_of((v ->> 'by')::bigint, v_day) p
    WHERE p.organisation_id = d.handler_id) AND NOT vault.is_out(d.id, (v ->> 'by')::bigint, v_day), 'not_of_handler');
  PERFORM vault.must((v ->> 'handler')::bigint NOT IN (SELECT vault.out_bodies(d.id, v_day)), 'handler_excluded');
  UPDATE public.vault_dossier SET handler_id = (v ->> 'handler')::bigint WHERE id = d.id;
  UPDATE public.vault_grant SET ended_at = clock_timestamp(), ended_by_id = (v ->> 'by')::bigint
    WHERE dossier_id = d.id AND ended_at IS NULL;
  UPDATE public.vault_request r SET status = 'refused', answered_at = clock_timestamp()
    FROM public.vault_item i WHERE i.id = r.item_id AND i.dossier_id = d.id AND r.status IN ('asked', 'approved');
END $$;

CREATE FUNCTION public.vault_protect(p_voucher text, p_mac text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'protect', true); d public.vault_dossier;
  v_by bigint := (v ->> 'by')::bigint; v_day date := (v ->> 'day')::date; v_on boolean := (v ->> 'on')::boolean;
BEGIN
  SELECT * INTO d FROM public.vault_dossier WHERE id = (v ->> 'dossier')::bigint FOR UPDATE;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM vault.must(NOT coalesce(vault.is_out(d.id, v_by, v_day), false), 'excluded');
  PERFORM vault.must(v_on OR vault.heads(v_by, d.handler_id, v_day), 'not_head');  -- to end it is the head's own act
  UPDATE public.vault_dossier SET protected = v_on WHERE id = d.id;
END $$;

-- --- the subject is kept out ------------------------------------------------------------------------------------------
CREATE FUNCTION public.vault_exclude(p_voucher text, p_mac text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'exclude', true); d public.vault_dossier; v_id bigint;
  v_by bigint := (v ->> 'by')::bigint; v_day date := (v ->> 'day')::date;
BEGIN
  SELECT * INTO d FROM public.vault_dossier WHERE id = (v ->> 'dossier')::bigint FOR UPDATE;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM vault.must(NOT coalesce(vault.is_out(d.id, v_by, v_day), false), 'excluded');
  v_id := vault.exclude(d.id, (v ->> 'body')::bigint, (v ->> 'person')::bigint, v_by);
  PERFORM vault.must(d.handler_id NOT IN (SELECT vault.out_bodies(d.id, v_day)), 'handler_excluded');
  UPDATE public.vault_grant g SET ended_at = clock_timestamp(), ended_by_id = v_by
    WHERE g.dossier_id = d.id AND g.ended_at IS NULL AND vault.is_out(d.id, g.person_id, v_day);
  RETURN v_id;
END $$;

CREATE FUNCTION public.vault_lift(p_voucher text, p_mac text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'lift', true); e public.vault_exclusion; v_by bigint := (v ->> 'by')::bigint;
BEGIN
  SELECT * INTO e FROM public.vault_exclusion WHERE id = (v ->> 'exclusion')::bigint AND lifted_at IS NULL FOR UPDATE;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM vault.must(vault.heads(v_by, (SELECT d.handler_id FROM public.vault_dossier d WHERE d.id = e.dossier_id), (v ->> 'day')::date)
    AND NOT vault.is_out(e.dossier_id, v_by, (v ->> 'day')::date), 'not_head');
  PERFORM vault.must(btrim(coalesce(v ->> 'why', '')) <> '', 'why');
  UPDATE public.vault_exclusion SET lifted_at = clock_timestamp(), lifted_by_id = v_by, lifted_why = v ->> 'why' WHERE id = e.id;
END $$;

CREATE FUNCTION public.vault_outside(p_person bigint, p_day date) RETURNS SETOF bigint  -- things kept from a person
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT d.thing_id FROM public.vault_dossier d
  WHERE EXISTS (SELECT FROM public.vault_exclusion e WHERE e.dossier_id = d.id AND e.lifted_at IS NULL)
    AND vault.is_out(d.id, p_person, p_day)
$$;

CREATE FUNCTION public.vault_outside_bodies(p_thing bigint, p_day date) RETURNS SETOF bigint  -- bodies a thing is kept from
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT vault.out_bodies(d.id, p_day) FROM public.vault_dossier d WHERE d.thing_id = p_thing
$$;

-- --- grants -----------------------------------------------------------------------------------------------------------
CREATE FUNCTION public.vault_grant(p_voucher text, p_mac text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'grant', true); d public.vault_dossier; v_id bigint;
  v_by bigint := (v ->> 'by')::bigint; v_to bigint := (v ->> 'person')::bigint; v_day date := (v ->> 'day')::date;
BEGIN
  SELECT * INTO d FROM public.vault_dossier WHERE id = (v ->> 'dossier')::bigint FOR UPDATE;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM vault.must(NOT coalesce(vault.is_out(d.id, v_by, v_day), true), 'excluded');
  PERFORM vault.must(vault.heads(v_by, d.handler_id, v_day), 'not_head');
  PERFORM vault.must((v ->> 'post')::bigint IN (SELECT p.id FROM vault.posts_of(v_to, v_day) p), 'not_in_post');
  PERFORM vault.must(NOT vault.is_out(d.id, v_to, v_day), 'excluded');
  BEGIN
    INSERT INTO public.vault_grant (dossier_id, part, person_id, post_id, given_by_id, given_at, until)
      VALUES (d.id, v ->> 'part', v_to, (v ->> 'post')::bigint, v_by, clock_timestamp(), (v ->> 'until_day')::date)
      RETURNING id INTO v_id;
  EXCEPTION WHEN unique_violation THEN
    PERFORM vault.refuse('has_grant');
  END;
  RETURN v_id;
END $$;

CREATE FUNCTION public.vault_end_grant(p_voucher text, p_mac text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'end_grant', true); g public.vault_grant; v_by bigint := (v ->> 'by')::bigint;
BEGIN
  SELECT * INTO g FROM public.vault_grant WHERE id = (v ->> 'grant')::bigint AND ended_at IS NULL FOR UPDATE;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM vault.must(g.person_id = v_by OR vault.heads(v_by, (SELECT d.handler_id FROM public.vault_dossier d
    WHERE d.id = g.dossier_id), (v ->> 'day')::date), 'not_head');
  UPDATE public.vault_grant SET ended_at = clock_timestamp(), ended_by_id = v_by WHERE id = g.id;
END $$;

-- --- sealing ----------------------------------------------------------------------------------------------------------
CREATE FUNCTION public.vault_seal(p_voucher text, p_mac text, p_wrapped bytea, p_ciphertext bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'seal', true); d public.vault_dossier; v_id bigint;
  v_day date := (v ->> 'day')::date;
BEGIN
  SELECT * INTO d FROM public.vault_dossier WHERE thing_id = (v ->> 'thing')::bigint FOR SHARE;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM vault.must(NOT coalesce(vault.is_out(d.id, (v ->> 'by')::bigint, v_day), false), 'excluded');
  PERFORM vault.must(encode(sha256(p_wrapped || p_ciphertext), 'hex') = v ->> 'sha256', 'voucher');
  PERFORM FROM vault.master WHERE id = v ->> 'master' AND current FOR SHARE;  -- a rotation waits for this, or this fails
  PERFORM vault.must(FOUND, 'old_key');
  INSERT INTO public.vault_item (dossier_id, name, uid, shows_identity, shows_content, size, sealed_by_id, sealed_at)
    VALUES (d.id, v ->> 'part', (v ->> 'uid')::uuid, (v ->> 'identity')::boolean, (v ->> 'content')::boolean,
            length(p_ciphertext), (v ->> 'by')::bigint, clock_timestamp()) RETURNING id INTO v_id;
  INSERT INTO vault.data_key VALUES ((v ->> 'data_key')::uuid, v_id, v ->> 'master', p_wrapped);
  INSERT INTO vault.sealed VALUES (v_id, (v ->> 'identity')::boolean, (v ->> 'data_key')::uuid, p_ciphertext);
  RETURN v_id;
END $$;

-- --- looking: asked by one, approved by another, written down, and only then read -------------------------------------
CREATE FUNCTION public.vault_ask(p_voucher text, p_mac text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'ask', true); i public.vault_item; v_id bigint;
  v_by bigint := (v ->> 'by')::bigint; v_day date := (v ->> 'day')::date;
BEGIN
  SELECT * INTO i FROM public.vault_item WHERE id = (v ->> 'item')::bigint;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM vault.must(NOT coalesce(vault.is_out(i.dossier_id, v_by, v_day), true), 'excluded');
  PERFORM vault.must(vault.opens(i, v_by, v_day), 'no_grant');
  PERFORM vault.must(EXISTS (SELECT FROM public.vault_ground g WHERE g.code = v ->> 'ground' AND g.since <= v_day
    AND (g.until IS NULL OR g.until >= v_day)), 'ground');
  INSERT INTO public.vault_request (item_id, person_id, ground_id, note, status, asked_at, beneath)
    VALUES (i.id, v_by, v ->> 'ground', coalesce(v ->> 'note', ''), 'asked', clock_timestamp(), false) RETURNING id INTO v_id;
  RETURN v_id;
END $$;

CREATE FUNCTION public.vault_answer(p_voucher text, p_mac text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'answer', true); r public.vault_request; i public.vault_item;
  v_by bigint := (v ->> 'by')::bigint; v_day date := (v ->> 'day')::date; v_handler bigint; v_beneath boolean;
BEGIN
  SELECT * INTO r FROM public.vault_request WHERE id = (v ->> 'request')::bigint FOR UPDATE;
  PERFORM vault.must(FOUND, 'absent');
  SELECT * INTO i FROM public.vault_item WHERE id = r.item_id;
  SELECT handler_id INTO v_handler FROM public.vault_dossier WHERE id = i.dossier_id;
  IF NOT (v ->> 'approve')::boolean THEN
    PERFORM vault.must(r.person_id = v_by OR vault.may_be_second(i, v_handler, v_by, v_day), 'not_second');
    PERFORM vault.must(r.status IN ('asked', 'approved'), 'answered');
    UPDATE public.vault_request SET status = 'refused', second_id = coalesce(second_id, nullif(v_by, r.person_id)),
      answered_at = clock_timestamp() WHERE id = r.id;
    RETURN;
  END IF;
  PERFORM vault.must(r.status = 'asked', 'answered');
  PERFORM vault.must(v_by <> r.person_id, 'same_person');
  PERFORM vault.must(vault.may_be_second(i, v_handler, v_by, v_day), 'not_second');
  v_beneath := vault.beneath(v_by, r.person_id, v_day);
  -- Who works under the one who asks is not free to say no: such a second counts only where there is no other.
  PERFORM vault.must(NOT v_beneath OR NOT EXISTS (SELECT FROM (
      SELECT a.user_id AS id FROM public.people_assignment a JOIN public.orgs_post p ON p.id = a.post_id
        WHERE p.organisation_id = v_handler AND p.rank = 'head'
      UNION SELECT dl.to_id FROM public.people_delegation dl JOIN public.orgs_post p ON p.id = dl.post_id
        WHERE p.organisation_id = v_handler AND p.rank = 'head'
      UNION SELECT g.person_id FROM public.vault_grant g WHERE g.dossier_id = i.dossier_id AND g.ended_at IS NULL) o
    WHERE o.id NOT IN (r.person_id, v_by) AND vault.may_be_second(i, v_handler, o.id, v_day)
      AND NOT vault.beneath(o.id, r.person_id, v_day)), 'beneath');
  UPDATE public.vault_request SET status = 'approved', second_id = v_by, beneath = v_beneath,
    answered_at = clock_timestamp(), expires_at = clock_timestamp() + interval '1 hour' WHERE id = r.id;
END $$;

CREATE FUNCTION public.vault_look(p_voucher text, p_mac text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'look', true); i public.vault_item; r public.vault_request; v_id bigint;
  v_by bigint := (v ->> 'by')::bigint; v_day date := (v ->> 'day')::date; v_ground text := v ->> 'ground'; v_note text := v ->> 'note';
BEGIN
  SELECT * INTO i FROM public.vault_item WHERE id = (v ->> 'item')::bigint;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM FROM public.vault_dossier WHERE id = i.dossier_id FOR SHARE;
  PERFORM vault.must(NOT coalesce(vault.is_out(i.dossier_id, v_by, v_day), true), 'excluded');
  PERFORM vault.must(vault.opens(i, v_by, v_day), 'no_grant');
  IF vault.takes_two(i, v_by, v_day) THEN
    SELECT * INTO r FROM public.vault_request WHERE id = (v ->> 'request')::bigint FOR UPDATE;
    PERFORM vault.must(FOUND AND r.item_id = i.id AND r.person_id = v_by AND r.status = 'approved', 'needs_second');
    PERFORM vault.must(r.expires_at > clock_timestamp(), 'expired');
    PERFORM vault.must(r.second_id <> v_by AND vault.may_be_second(i,
      (SELECT d.handler_id FROM public.vault_dossier d WHERE d.id = i.dossier_id), r.second_id, v_day), 'not_second');
    v_ground := r.ground_id;
    v_note := r.note;
    UPDATE public.vault_request SET status = 'used' WHERE id = r.id;
  END IF;
  PERFORM vault.must(EXISTS (SELECT FROM public.vault_ground g WHERE g.code = v_ground AND g.since <= v_day
    AND (g.until IS NULL OR g.until >= v_day)), 'ground');
  INSERT INTO public.vault_look (item_id, person_id, person_name, person_post, ground_id, note, request_id, second_id, at, day, transaction)
    SELECT i.id, u.id, u.full_name || CASE WHEN u.is_sample THEN ' (tên mẫu)' ELSE '' END,
      coalesce((SELECT left(string_agg(p.title || ', ' || o.short_name, '; '), 600) FROM vault.posts_of(u.id, v_day) p
                JOIN public.orgs_organisation o ON o.id = p.organisation_id), ''),
      v_ground, coalesce(v_note, ''), r.id, r.second_id, clock_timestamp(), v_day, pg_current_xact_id()::text::bigint
    FROM public.people_user u WHERE u.id = v_by RETURNING id INTO v_id;
  PERFORM vault.must(v_id IS NOT NULL, 'person');
  RETURN v_id;
END $$;

-- The ciphertext of a look that stands: in the transaction that wrote it nothing is given, because a rollback would take
-- the line away and leave the reader knowing. For fifteen minutes the same person reads it again without another line.
CREATE FUNCTION public.vault_take(p_voucher text, p_mac text)
RETURNS TABLE (thing bigint, part text, item_uid uuid, data_key uuid, master text, wrapped bytea, ciphertext bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'take', false); l public.vault_look; i public.vault_item;
BEGIN
  SELECT * INTO l FROM public.vault_look WHERE id = (v ->> 'look')::bigint;
  PERFORM vault.must(FOUND AND l.person_id = (v ->> 'by')::bigint, 'absent');
  PERFORM vault.must(l.transaction IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint, 'not_written');
  PERFORM vault.must(l.at > clock_timestamp() - interval '15 minutes', 'over');
  SELECT * INTO i FROM public.vault_item WHERE id = l.item_id;
  PERFORM vault.must(vault.opens(i, l.person_id, (v ->> 'day')::date), 'no_grant');
  RETURN QUERY SELECT d.thing_id, i.name::text, i.uid, k.uid, k.master, k.wrapped, s.ciphertext
    FROM public.vault_dossier d, vault.sealed s, vault.data_key k
    WHERE d.id = i.dossier_id AND s.item_id = i.id AND s.identity = i.shows_identity AND k.uid = s.data_key;
END $$;

-- --- duplicates -------------------------------------------------------------------------------------------------------
CREATE FUNCTION public.vault_mark(p_voucher text, p_mac text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'mark', true); v_dossier bigint;
BEGIN
  SELECT id INTO v_dossier FROM public.vault_dossier WHERE thing_id = (v ->> 'thing')::bigint;
  PERFORM vault.must(FOUND, 'absent');
  PERFORM FROM vault.master WHERE id = v ->> 'master' AND current FOR SHARE;
  PERFORM vault.must(FOUND, 'old_key');
  INSERT INTO vault.mark (dossier_id, uid, kind, mac, master, sealed)
    SELECT v_dossier, (m ->> 'uid')::uuid, m ->> 'kind', decode(m ->> 'mac', 'hex'), v ->> 'master', decode(m ->> 'sealed', 'hex')
    FROM jsonb_array_elements(v -> 'marks') m ON CONFLICT (dossier_id, kind, mac) DO NOTHING;
END $$;

CREATE FUNCTION public.vault_match(p_voucher text, p_mac text) RETURNS TABLE (thing bigint, kind text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE v jsonb := vault.told(p_voucher, p_mac, 'match', false);
BEGIN
  RETURN QUERY SELECT DISTINCT d.thing_id, m.kind FROM vault.mark m JOIN public.vault_dossier d ON d.id = m.dossier_id
    WHERE m.mac IN (SELECT decode(x, 'hex') FROM jsonb_array_elements_text(v -> 'macs') x)
      AND vault.holds(d.id, 'identity', (v ->> 'by')::bigint, (v ->> 'day')::date)
      AND NOT vault.is_out(d.id, (v ->> 'by')::bigint, (v ->> 'day')::date);
END $$;

-- --- what a page may say before asking --------------------------------------------------------------------------------
CREATE FUNCTION public.vault_may(p_item bigint, p_person bigint, p_day date)
RETURNS TABLE (excluded boolean, granted boolean, takes_two boolean, second boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT vault.is_out(i.dossier_id, p_person, p_day), vault.opens(i, p_person, p_day), vault.takes_two(i, p_person, p_day),
    vault.may_be_second(i, d.handler_id, p_person, p_day)
  FROM public.vault_item i JOIN public.vault_dossier d ON d.id = i.dossier_id WHERE i.id = p_item
$$;

-- --- guards: nothing goes round the functions -------------------------------------------------------------------------
CREATE FUNCTION public.guard_vault() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF current_user <> (SELECT pg_get_userbyid(c.relowner) FROM pg_class c WHERE c.oid = TG_RELID) THEN
    RAISE EXCEPTION 'rows of % are written by the functions of the vault only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER guard_vault BEFORE INSERT OR UPDATE OR DELETE ON public.vault_dossier FOR EACH ROW EXECUTE FUNCTION public.guard_vault();
CREATE TRIGGER guard_vault BEFORE INSERT OR UPDATE OR DELETE ON public.vault_item FOR EACH ROW EXECUTE FUNCTION public.guard_vault();
CREATE TRIGGER guard_vault BEFORE INSERT OR UPDATE OR DELETE ON public.vault_grant FOR EACH ROW EXECUTE FUNCTION public.guard_vault();
CREATE TRIGGER guard_vault BEFORE INSERT OR UPDATE OR DELETE ON public.vault_ground FOR EACH ROW EXECUTE FUNCTION public.guard_vault();
CREATE TRIGGER guard_vault BEFORE INSERT OR UPDATE OR DELETE ON public.vault_request FOR EACH ROW EXECUTE FUNCTION public.guard_vault();
CREATE TRIGGER guard_vault BEFORE INSERT OR UPDATE OR DELETE ON public.vault_look FOR EACH ROW EXECUTE FUNCTION public.guard_vault();
CREATE TRIGGER guard_vault BEFORE INSERT OR UPDATE OR DELETE ON public.vault_exclusion FOR EACH ROW EXECUTE FUNCTION public.guard_vault();

-- Also the owner gives no grant to whom the denunciation is about, and no dossier to their body.
CREATE FUNCTION public.guard_vault_subject() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE v_day date := (clock_timestamp() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
BEGIN
  IF TG_TABLE_NAME = 'vault_grant' THEN
    PERFORM vault.must(NEW.ended_at IS NOT NULL OR NOT vault.is_out(NEW.dossier_id, NEW.person_id, v_day), 'excluded');
  ELSE
    PERFORM vault.must(NEW.handler_id NOT IN (SELECT vault.out_bodies(NEW.id, v_day)), 'handler_excluded');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER guard_subject AFTER INSERT OR UPDATE ON public.vault_grant FOR EACH ROW EXECUTE FUNCTION public.guard_vault_subject();
CREATE CONSTRAINT TRIGGER guard_subject AFTER INSERT OR UPDATE ON public.vault_dossier FOR EACH ROW EXECUTE FUNCTION public.guard_vault_subject();

INSERT INTO public.vault_ground (code, basis, since, until, "order") VALUES
  ('LTC24-KIEMTRA', 'Luật Tố cáo 25/2018/QH14, Điều 24 khoản 1', '2019-01-01', NULL, 1),
  ('LTC29-THONGBAO', 'Luật Tố cáo 25/2018/QH14, Điều 29 khoản 3; NĐ 31/2019/NĐ-CP, Điều 9', '2019-01-01', NULL, 2),
  ('LTC30-XACMINH', 'Luật Tố cáo 25/2018/QH14, Điều 30; Điều 11 khoản 2', '2019-01-01', NULL, 3),
  ('LTC35-KETLUAN', 'Luật Tố cáo 25/2018/QH14, Điều 35', '2019-01-01', NULL, 4),
  ('LTC47-BAOVE', 'Luật Tố cáo 25/2018/QH14, Điều 47 đến Điều 58', '2019-01-01', NULL, 5),
  ('LTC56-LUOCBO', 'Luật Tố cáo 25/2018/QH14, Điều 56', '2019-01-01', NULL, 6),
  ('LTC24-CHUYEN', 'Luật Tố cáo 25/2018/QH14, Điều 24 khoản 2', '2019-01-01', NULL, 7),
  ('LTC27-TOIPHAM', 'Luật Tố cáo 25/2018/QH14, Điều 27 khoản 1; Điều 36 khoản 2', '2019-01-01', NULL, 8),
  ('LTC37-TIEP', 'Luật Tố cáo 25/2018/QH14, Điều 37', '2019-01-01', NULL, 9);

REVOKE ALL ON SCHEMA vault FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC;
