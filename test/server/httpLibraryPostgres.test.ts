import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type GeneratedItem, generated, Postgres, postgresPrograms } from '../httpLibrary/postgres.mjs';
import { eventually, keyOf, LspClient } from './lspClient.js';

const isInstalled = postgresPrograms() !== undefined;

(isInstalled ? suite : suite.skip)(
	'the documentation’s adapter with 10,000 records in PostgreSQL (skipped where it is not installed)',
	() => {
		let database: Postgres;
		let url: string;
		let items: readonly GeneratedItem[];
		suiteSetup(async function () {
			this.timeout(120_000);
			items = [...generated(10_000)];
			database = await Postgres.start();
			await database.fill(items);
			url = await database.serve({ TOKEN: 'secret' });
		});
		suiteTeardown(() => database?.stop());

		const get = async (path: string) => (await fetch(url + path, { headers: { authorization: 'Bearer secret' } })).json();
		const idsOf = async (q: string) => (await get(`/search?q=${encodeURIComponent(q)}`)).items.map(({ id }: { id: string }) => id);
		const withoutLetter = (word: string) => word.slice(0, 2) + word.slice(3);
		/** The longest word of a title, which the fewest others have. */
		const rarest = ({ title }: GeneratedItem) => title.split(' ').sort((a, b) => b.length - a.length)[0]!;

		test('finds a paper by the beginning of its title, by author and year, and by its key', async () => {
			for (const item of [items[17]!, items[5_000]!, items[9_999]!]) {
				const { family } = item.author[0]!;
				const queries = [item.title.slice(0, -2), `${family} ${item.issued['date-parts'][0]![0]}`, item.id, rarest(item).slice(0, 4)];
				assert.ok((await idsOf(queries[0]!)).includes(item.id), queries[0]);
				assert.ok((await idsOf(`${queries[1]} ${item.title.split(' ')[2]}`)).includes(item.id), queries[1]);
				assert.equal((await idsOf(queries[2]!))[0], item.id);
			}
		});

		test('finds papers despite a letter that is missing', async () => {
			const tried = items.filter((item) => rarest(item).length >= 6).slice(0, 40);
			const found = await Promise.all(
				tried.map(async (item) => {
					const others = item.title.split(' ').filter((word) => word !== rarest(item));
					return (await idsOf([withoutLetter(rarest(item)), ...others].join(' '))).includes(item.id);
				}),
			);
			assert.ok(found.filter(Boolean).length >= 36, `${found.filter(Boolean).length} of ${tried.length}`);
		});

		test('takes no text for a question of SQL or of its search', async () => {
			for (const text of ["'; drop table papers; --", "a' | 'b", ':* & ! ( )', '\\', '', ' ', '%', 'é'.repeat(500)])
				assert.ok(Array.isArray((await get(`/search?q=${encodeURIComponent(text)}&limit=5`)).items), text);
			assert.equal(database.sql('-c', 'select count(*) from papers').trim(), '10000');
		});

		test('answers nobody without the token', async () => {
			assert.equal((await fetch(`${url}/search?q=a`)).status, 401);
		});

		test('says what has changed and what is gone', async () => {
			const { version } = await get('/items?id=x');
			const [changed, removed] = [items[1]!.id, items[2]!.id];
			database.sql('-c', `update papers set item = item || '{"title": "Changed"}' where id = '${changed}'`);
			database.sql('-c', `delete from papers where id = '${removed}'`);
			const answer = await get(`/changes?since=${version}`);
			assert.deepEqual([answer.changed, answer.removed], [[changed], [removed]]);
			assert.ok(Number(answer.version) > Number(version));
		});

		test('completes a citation in an editor, and knows a key that was cited', async () => {
			const folder = await mkdtemp(join(tmpdir(), 'lectern-http-'));
			const client = await LspClient.start(pathToFileURL(folder).href, {
				settings: { httpLibrary: { url }, library: { bundled: false } },
				env: { LECTERN_HTTP_TOKEN: 'secret' },
			});
			try {
				const uri = pathToFileURL(join(folder, 'n.md')).href;
				const [cited, sought] = [items[100]!, items[200]!];
				const text = `See [@${cited.id}] and [@${sought.title.toLowerCase()}]`;
				await client.open(uri, text);
				const keys = await eventually(
					async () => (await client.completion(uri, { line: 0, character: text.length - 1 })).items.map(keyOf),
					(all) => all.includes(sought.id),
				);
				assert.equal(keys[0], sought.id);
				const hover = await eventually(
					() => client.hover(uri, { line: 0, character: 8 }),
					(found) => JSON.stringify(found)?.includes(cited.title),
				);
				assert.ok(JSON.stringify(hover).includes(cited.title));
			} finally {
				await client.stop();
				await rm(folder, { recursive: true });
			}
		});
	},
);
