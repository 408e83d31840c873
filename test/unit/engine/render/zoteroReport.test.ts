import assert from 'node:assert/strict';
import type { ZoteroFailure } from '../../../../server/engine/library/zotero/connection.js';
import type { ZoteroState } from '../../../../server/engine/library/zotero/source.js';
import { zoteroReport } from '../../../../server/engine/render/zoteroReport.js';

const now = Date.parse('2026-05-01T12:00:00Z');
const state = (changes: Partial<ZoteroState>): ZoteroState => ({
	phase: 'connected',
	libraries: [],
	unknownGroups: [],
	port: 23119,
	timeout: 60,
	...changes,
});
const failed = (failure: ZoteroFailure, remote?: string) =>
	zoteroReport(state({ phase: 'failed', failure, reason: 'HTTP 500' }), {
		now,
		computer: 'build7',
		...(remote === undefined ? {} : { remote }),
	});

suite('the state of the connection to Zotero, in words', () => {
	test('has a message of its own for each failure, and says what to do', () => {
		const all = (['not-running', 'switched-off', 'closed', 'loading', 'wrong-host', 'unavailable', 'unexpected'] as const).map((each) =>
			failed(each),
		);
		all.push(failed('not-running', 'build.example.org'));
		assert.equal(new Set(all.map(({ summary }) => summary)).size, all.length);
		assert.equal(new Set(all.map(({ advice }) => advice)).size, all.length);
		assert.ok(all.every(({ advice }) => advice !== undefined));
	});

	test('names the box to tick where Zotero refuses', () => {
		assert.match(failed('switched-off').advice!, /Allow other applications on this computer to communicate with Zotero/);
	});

	test('says in a remote window which computer runs what, and how to connect the two', () => {
		const { failure, summary, advice } = failed('not-running', 'build.example.org');
		assert.equal(failure, 'remote');
		assert.match(summary, /build\.example\.org/);
		assert.match(advice!, /ssh -R 23119:127\.0\.0\.1:23119/);
	});

	test('calls the other computer by its name where VS Code only says how it is reached', () => {
		for (const remote of ['ssh-remote', 'tunnel', 'codespaces']) assert.match(failed('not-running', remote).summary, /runs on build7,/);
	});

	test('says in WSL and in a container what works there', () => {
		const wsl = failed('not-running', 'wsl');
		assert.match(`${wsl.summary} ${wsl.advice}`, /runs on WSL,.* networkingMode=mirrored/);
		const container = failed('not-running', 'dev-container');
		assert.match(`${container.summary} ${container.advice}`, /in a container,.* Let Better BibTeX export/);
		assert.doesNotMatch(container.advice!, /ssh/);
	});

	test('says how long Zotero was waited for', () => {
		const { summary } = zoteroReport(state({ phase: 'failed', failure: 'loading', timeout: 15 }), { now });
		assert.match(summary, /not answered within 15 seconds/);
	});

	test('says how old the last good read is', () => {
		const ages = [30_000, 60_000, 300_000, 3_600_000, 7_200_000, 86_400_000, 400_000_000].map((age) => {
			const library = { name: 'Zotero', papers: 12, readAt: now - age, madeKeys: 0 };
			return zoteroReport(state({ phase: 'failed', failure: 'not-running', libraries: [library] }), { now }).libraries[0];
		});
		assert.deepEqual(ages, [
			'Zotero: 12 papers, read just now.',
			'Zotero: 12 papers, read a minute ago.',
			'Zotero: 12 papers, read 5 minutes ago.',
			'Zotero: 12 papers, read an hour ago.',
			'Zotero: 12 papers, read 2 hours ago.',
			'Zotero: 12 papers, read a day ago.',
			'Zotero: 12 papers, read 4 days ago.',
		]);
	});

	test('says where keys are ours, and whether Better BibTeX is missing', () => {
		const library = { name: 'Zotero', papers: 12, readAt: now, madeKeys: 3 };
		const remark = (hasBetterBibtex: boolean) => zoteroReport(state({ libraries: [library], hasBetterBibtex }), { now }).remarks[0]!;
		assert.match(remark(false), /: 3\. Better BibTeX.*not installed/);
		assert.doesNotMatch(remark(true), /Better BibTeX/);
	});
});
