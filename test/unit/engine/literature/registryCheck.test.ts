import assert from 'node:assert/strict';
import { silentLog } from '../../../../server/engine/base/log.js';
import { neverSignalled } from '../../../../server/engine/base/web.js';
import { agencyPath, isNoDoi, readRegistry } from '../../../../server/engine/literature/registry.js';
import { type AskRegistry, RegistryCheck } from '../../../../server/engine/literature/registryCheck.js';

const crossref = (message: object) => JSON.stringify({ status: 'ok', message: { title: ['Lanterns'], ...message } });

suite('what a registry says', () => {
	test('has the retractions and corrections of a work, with date, notice and source', () => {
		const text = crossref({
			'updated-by': [
				{ type: 'retraction', DOI: '10.1234/r', source: 'retraction-watch', updated: { 'date-parts': [[2023, 5, 2]] } },
				{ type: 'Expression of concern', DOI: '10.1234/c', source: 'publisher', updated: { 'date-parts': [[2022]] } },
				{ type: 'erratum' },
				{ type: 'new_version', DOI: '10.1234/v2' },
				'nonsense',
			],
		});
		assert.deepEqual(readRegistry('crossref', text)?.notices, [
			{ kind: 'retraction', date: '2023-05-02', doi: '10.1234/r', source: 'retraction-watch' },
			{ kind: 'concern', date: '2022', doi: '10.1234/c', source: 'publisher' },
			{ kind: 'correction' },
		]);
	});

	test('has every year in which the work appeared', () => {
		const text = crossref({
			issued: { 'date-parts': [[2019, 12]] },
			'published-online': { 'date-parts': [[2018]] },
			'published-print': { 'date-parts': [[2020]] },
			accepted: { 'date-parts': [[null]] },
		});
		assert.deepEqual(readRegistry('crossref', text)?.years, [2019, 2020, 2018]);
	});

	test('has the publication of a preprint', () => {
		const text = crossref({ type: 'posted-content', relation: { 'is-preprint-of': [{ 'id-type': 'doi', id: '10.1234/pub' }] } });
		assert.equal(readRegistry('crossref', text)?.publishedAs, '10.1234/pub');
		const related = (relationType: string) =>
			JSON.stringify({
				data: {
					attributes: {
						doi: '10.48550/arxiv.2001.00010',
						titles: [{ title: 'Mirrors' }],
						publicationYear: 2020,
						types: { resourceTypeGeneral: 'Preprint' },
						relatedIdentifiers: [{ relationType, relatedIdentifier: '10.1234/mirrors', relatedIdentifierType: 'DOI' }],
					},
				},
			});
		assert.equal(readRegistry('datacite', related('IsVersionOf'))?.publishedAs, '10.1234/mirrors');
		assert.equal(readRegistry('datacite', related('Cites'))?.publishedAs, undefined);
	});

	test('is nothing where the answer is none', () => {
		for (const text of ['', '<!doctype html>', '[]', '{}', '{"message": []}', '{"message": {"title": []}}', '{"data": null}'])
			for (const registry of ['crossref', 'datacite'] as const) assert.equal(readRegistry(registry, text), undefined, text);
	});

	test('tells a DOI that does not exist from one of another registry', () => {
		assert.equal(isNoDoi('[{"DOI": "10.1/x", "status": "DOI does not exist"}]'), true);
		assert.equal(isNoDoi('[{"DOI": "10.1/x", "RA": "JaLC"}]'), false);
		for (const text of ['[]', '{}', '<html>', '[{"status": "busy"}]']) assert.equal(isNoDoi(text), undefined, text);
		assert.equal(agencyPath('10.1/a b?c#d'), '/ra/10.1%2Fa%20b%3Fc%23d');
	});
});

suite('looking works up at their registries', () => {
	let now = 1_000_000_000;
	const day = 24 * 3600_000;
	const works: Record<string, string> = {
		'/works/10.1234%2Flamp': crossref({ DOI: '10.1234/lamp' }),
		'/dois/10.5281%2Fzenodo.7': JSON.stringify({ data: { attributes: { doi: '10.5281/zenodo.7', titles: [{ title: 'Tides' }] } } }),
		'/ra/10.9999%2Fnobody': '[{"status": "DOI does not exist"}]',
		'/ra/10.7777%2Fjapan': '[{"RA": "JaLC"}]',
	};
	const memory = () => {
		const kept = new Map<string, Uint8Array>();
		return {
			read: async (name: string) => kept.get(name),
			write: async (name: string, parts: readonly Uint8Array[]) => {
				kept.set(name, Buffer.concat(parts));
			},
		};
	};
	const start = (cache = memory(), instead?: AskRegistry) => {
		const asked: string[] = [];
		const ask: AskRegistry = async (host, path, token) => {
			asked.push(`${host}${path}`);
			if (instead) return instead(host, path, token);
			const text = works[path];
			return text === undefined ? { status: 404, text: '' } : { status: 200, text };
		};
		const check = new RegistryCheck(ask, cache, silentLog, () => now);
		return { asked, cache, check, run: (...dois: readonly string[]) => check.check(dois, neverSignalled, () => undefined) };
	};

	test('takes no page of a network for an answer, and does not keep it', async () => {
		for (const text of ['<html>Log in</html>', '', 'null', '[]', '{"status": "ok"}']) {
			const cache = memory();
			const outcome = await start(cache, async () => ({ status: 200, text })).run('10.1234/lamp');
			assert.deepEqual([outcome.works, outcome.failures.length], [0, 1], text);
			const later = start(cache);
			await later.run('10.1234/lamp');
			assert.deepEqual(later.asked, ['crossref/works/10.1234%2Flamp'], text);
		}
		const atDoiOrg = start(memory(), async (host) => (host === 'doi' ? { status: 200, text: '<html>' } : { status: 404, text: '' }));
		assert.match((await atDoiOrg.run('10.1234/lamp')).failures[0]!.message, /“<html>”/);
	});

	test('asks each once, at the registry that is likely to have it', async () => {
		const { asked, check, run } = start();
		const outcome = await run('10.1234/LAMP', '10.1234/lamp', '10.5281/zenodo.7');
		assert.deepEqual(asked, ['crossref/works/10.1234%2Flamp', 'datacite/dois/10.5281%2Fzenodo.7']);
		assert.deepEqual(outcome, { works: 2, asked: 2, failures: [] });
		const verdict = check.checked.verdictOf('10.1234/Lamp');
		assert.equal(typeof verdict === 'object' && verdict.record.title, 'Lanterns');
	});

	test('calls a DOI unregistered only where doi.org says that it does not exist', async () => {
		const { asked, check, run } = start();
		await run('10.9999/nobody', '10.7777/japan');
		assert.deepEqual(asked.slice(0, 3), ['crossref/works/10.9999%2Fnobody', 'datacite/dois/10.9999%2Fnobody', 'doi/ra/10.9999%2Fnobody']);
		assert.deepEqual(
			['10.9999/nobody', '10.7777/japan'].map((doi) => check.checked.verdictOf(doi)),
			['unregistered', 'elsewhere'],
		);
	});

	test('asks again after 30 days, and after one about a DOI that did not exist', async () => {
		const { cache, run } = start();
		await run('10.1234/lamp', '10.9999/nobody');
		now += day - 1;
		const sooner = start(cache);
		assert.deepEqual(await sooner.run('10.1234/lamp', '10.9999/nobody'), { works: 2, asked: 0, failures: [] });
		assert.deepEqual(sooner.asked, []);
		now += 2;
		const nextDay = start(cache);
		await nextDay.run('10.1234/lamp', '10.9999/nobody');
		assert.equal(nextDay.asked[0], 'crossref/works/10.9999%2Fnobody');
		now += 30 * day;
		const nextMonth = start(cache);
		await nextMonth.run('10.1234/lamp');
		assert.deepEqual(nextMonth.asked, ['crossref/works/10.1234%2Flamp']);
	});

	test('says why a work could not be looked up, goes on with the others, and keeps no failure', async () => {
		const failing: AskRegistry = async (_, path) =>
			path.includes('lamp') ? { failure: { code: 'service-error', message: 'out of order' } } : { status: 200, text: works[path]! };
		const { cache, check, run } = start(memory(), failing);
		assert.deepEqual(await run('10.1234/lamp', '10.5281/zenodo.7'), {
			works: 1,
			asked: 1,
			failures: [{ message: 'out of order', works: 1 }],
		});
		assert.equal(check.checked.verdictOf('10.1234/lamp'), undefined);
		const later = start(cache);
		await later.run('10.1234/lamp');
		assert.deepEqual(later.asked, ['crossref/works/10.1234%2Flamp']);
	});

	test('ends when it is cancelled, with what is known by then', async () => {
		const token = { ...neverSignalled, isCancellationRequested: false };
		const { check, asked } = start(memory(), async (_, path) => {
			token.isCancellationRequested = true;
			return { status: 200, text: works[path]! };
		});
		const outcome = await check.check(['10.1234/lamp', '10.5281/zenodo.7'], token, () => undefined);
		assert.deepEqual([outcome.works, asked.length], [1, 1]);
	});

	test('survives a damaged cache', async () => {
		const cache = { ...memory(), read: async () => new TextEncoder().encode('{"version": 1, "answers": [["10.1') };
		assert.equal((await start(cache).run('10.1234/lamp')).asked, 1);
	});
});
