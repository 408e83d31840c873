-- A library for Lectern in PostgreSQL 13 or later: CSL-JSON records, searched by words, by the beginning of the last word, and despite typing errors.
-- The functions are what adapter.mjs and PostgREST call. See ../http-library.md.
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists fuzzystrmatch;

-- Words as they are written, in small letters and without accents.
create text search configuration papers (copy = simple);
alter text search configuration papers alter mapping for hword, hword_part, word with unaccent, simple;

create sequence version;
create table papers (
	id text primary key,               -- the citation key
	item jsonb not null,               -- CSL-JSON
	words tsvector not null,
	version bigint not null
);
create table removed (id text primary key, version bigint not null);

create function words_of(id text, item jsonb) returns tsvector language sql stable as $$
	select to_tsvector('papers', concat_ws(' ', id, item->>'title', item->>'container-title', item#>>'{issued,date-parts,0,0}', (
		select string_agg(concat_ws(' ', author->>'family', author->>'literal'), ' ') from jsonb_array_elements(item->'author') author
	)))
$$;

create function keep_words() returns trigger language plpgsql as $$
begin
	new.words := words_of(new.id, new.item);
	new.version := nextval('version');
	return new;
end $$;
create trigger keep_words before insert or update on papers for each row execute function keep_words();

create function note_removed() returns trigger language plpgsql as $$
begin
	insert into removed values (old.id, nextval('version')) on conflict (id) do update set version = excluded.version;
	return null;
end $$;
create trigger note_removed after delete on papers for each row execute function note_removed();

create index papers_words on papers using gin (words);
create index papers_version on papers (version);

-- The words that a typing error may have been meant as: without numbers, and so without most citation keys. Refresh it now and then:
-- refresh materialized view vocabulary;
create materialized view vocabulary as
	select word, ndoc from ts_stat('select words from papers') where word !~ '[0-9]' and length(word) > 3;
create index vocabulary_letters on vocabulary using gin (word gin_trgm_ops);
create index vocabulary_words on vocabulary (word text_pattern_ops);

-- The best papers for a query; `begun` is a last word of one or two letters, for which the index would read half of itself. Of very many hits 1,000
-- are ranked.
-- Planned for each query, and always by the index: a plan for any query would read the whole table for a rare word.
create function best(query tsquery, begun tsquery, key text, n int) returns setof jsonb language sql stable set enable_seqscan = off as $$
	select item from (
		select id, item, words from papers where id = key
		union all
		(select id, item, words from papers
			where words @@ query and id <> key and (begun is null or (words || ''::tsvector) @@ begun) limit 1000)
	) hit order by (id = key) desc, ts_rank(words, query) desc, id limit n
$$;

create function search(q text, n int default 20) returns setof jsonb language plpgsql stable as $$
declare
	plain text := trim(regexp_replace(lower(unaccent(q)), '[^[:alnum:]]+', ' ', 'g'));
	asked text[] := string_to_array(nullif(plain, ''), ' ');
	last int := cardinality(asked);
	begun tsquery;
	meant text;
begin
	if last is null then return; end if;
	if last > 1 and length(asked[last]) < 3 then
		begun := (quote_literal(asked[last]) || ':*')::tsquery;
		asked := asked[:last - 1];
		last := 0;
	end if;
	select string_agg(quote_literal(word) || case when place = last then ':*' else '' end, ' & ')
		into meant from unnest(asked) with ordinality as each(word, place);
	return query select best(meant::tsquery, begun, trim(q), least(n, 50));
	if found then return; end if;
	-- Nothing has all these words: each that no paper has gives way to those that look most like it.
	select string_agg(coalesce((
		select '(' || string_agg(quote_literal(near.word), ' | ') || ')' from (
			select word from vocabulary
			where vocabulary.word % each.word
				and not exists (select from vocabulary same where same.word = each.word)
				and not exists (select from vocabulary begun where place = last and begun.word like each.word || '%')
				and levenshtein_less_equal(vocabulary.word, each.word, 2) <= 2
			order by levenshtein_less_equal(vocabulary.word, each.word, 2), ndoc desc limit 12
		) near
	), quote_literal(each.word) || case when place = last then ':*' else '' end), ' & ')
		into meant from unnest(asked) with ordinality as each(word, place);
	return query select best(meant::tsquery, begun, trim(q), least(n, 50));
end $$;

create function items(ids text[]) returns setof jsonb language sql stable as $$
	select item from papers where id = any(ids) limit 100
$$;

create function changes(since bigint) returns jsonb language sql stable as $$
	select jsonb_build_object(
		'version', (select last_value from version)::text,
		'changed', coalesce((select jsonb_agg(id) from papers where version > since), '[]'),
		'removed', coalesce((select jsonb_agg(id) from removed where version > since), '[]')
	)
$$;
