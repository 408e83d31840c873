import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';
import type { DocumentEdit, PdfPaper, Requests } from '../../server/protocol/index.js';
import { pdfOf } from '../pdfs/make.js';
import { crossrefWork } from '../services.js';
import { LspClient } from './lspClient.js';

const bibliography = '@book{lang2021,\n\ttitle = {Harbour seals at night},\n\tauthor = {Lang, Mira},\n\tyear = {2021},\n}\n';
const other = '@book{berg2018,\n\ttitle = {Grey seals and their pups},\n\tauthor = {Berg, Ida},\n\tyear = {2018},\n}\n';
const seals = pdfOf([{ text: 'Harbour seals at night', size: 17 }, { text: 'Mira Lang' }]);
const pups = pdfOf([{ text: 'Grey seals and their pups', size: 17 }, { text: 'Ida Berg' }]);

suite('PDFs over stdio', () => {
	let folder: string;
	let client: LspClient;
	let service: Server;
	let title = 'Lanterns of the sea';
	const asked: string[] = [];
	const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
	const ask = <M extends keyof Requests>(method: M, parameters: Requests[M][0]) =>
		client.connection.sendRequest<Requests[M][1]>(method, parameters);
	const recognised = async (name: string, more: { readonly uri?: string } = {}) => {
		const answer = await ask('lectern/pdf/recognise', { pdf: uriOf(name), ...more });
		assert.ok(!('failure' in answer), JSON.stringify(answer));
		return answer as PdfPaper;
	};
	const failureOf = async (name: string) => {
		const answer = await ask('lectern/pdf/recognise', { pdf: uriOf(name) });
		return 'failure' in answer ? answer.failure : undefined;
	};
	setup(async () => {
		asked.length = 0;
		service = createServer(({ url = '' }, response) => {
			asked.push(url);
			response.end(crossrefWork({ title: [title], subtitle: [], author: [{ given: 'Tom', family: 'Fogg' }] }));
		});
		await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
		const crossref = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
		folder = await mkdtemp(join(tmpdir(), 'lectern-pdfs-'));
		await mkdir(join(folder, 'papers'));
		const files = { 'refs.bib': bibliography, 'other.bib': other, 'note.md': '---\nbibliography: refs.bib\n---\n\nSeals.\n' };
		for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
		await writeFile(join(folder, 'papers', 'seals.pdf'), seals);
		await writeFile(join(folder, 'pups.pdf'), pups);
		client = await LspClient.start(pathToFileURL(folder).href, {
			capabilities: { workspace: { configuration: true, workspaceEdit: { documentChanges: true } } },
			settings: { addPaper: { services: { crossref } } },
			lectern: { addPaper: true },
		});
	});
	teardown(async () => {
		await client.stop();
		service.closeAllConnections();
		await new Promise((resolve) => service.close(resolve));
		await rm(folder, { recursive: true });
	});
	const openNote = () => client.open(uriOf('note.md'), '---\nbibliography: refs.bib\n---\n\nSeals.\n', 'markdown');
	const end = { line: 4, character: 6 };
	const place = () => ({ uri: uriOf('note.md'), range: { start: end, end }, typed: '', as: 'citation' as const });
	const newTexts = (edit: { readonly documentChanges: readonly unknown[] } | undefined) =>
		(edit?.documentChanges as DocumentEdit[] | undefined)?.flatMap(({ textDocument, edits }) =>
			edits.map(({ newText }) => [textDocument.uri, newText]),
		);

	test('are recognised as papers of the library, with the file that links them', async () => {
		const { paper, identifiers } = await recognised('papers/seals.pdf');
		assert.deepEqual([paper?.key, paper?.bibliography, paper?.isLinked], ['lang2021', uriOf('refs.bib'), undefined]);
		assert.deepEqual(identifiers, []);
	});

	test('are linked in the entry, and found there afterwards', async () => {
		const answer = await ask('lectern/pdf/link', { pdf: uriOf('papers/seals.pdf'), key: 'lang2021', bibliography: uriOf('refs.bib') });
		assert.deepEqual(newTexts(answer?.edit), [[uriOf('refs.bib'), '\n\tfile = {:papers/seals.pdf:PDF},']]);
		assert.equal(answer?.text, undefined);
		const text = bibliography.replace('{2021},', '{2021},\n\tfile = {:papers/seals.pdf:PDF},');
		await client.open(uriOf('refs.bib'), text, 'bibtex');
		assert.equal((await recognised('papers/seals.pdf')).paper?.isLinked, true);
		assert.deepEqual(await ask('lectern/pdf', { key: 'lang2021' }), { file: uriOf('papers/seals.pdf') });
	});

	test('are cited in a note and linked, as one change', async () => {
		await openNote();
		const note = uriOf('note.md');
		assert.equal((await recognised('papers/seals.pdf', { uri: note })).paper?.bibliography, uriOf('refs.bib'));
		const link = { pdf: uriOf('papers/seals.pdf'), key: 'lang2021', bibliography: uriOf('refs.bib'), place: place() };
		const answer = await ask('lectern/pdf/link', link);
		assert.equal(answer?.text, '[@lang2021]');
		assert.match(newTexts(answer?.edit)![0]![1]!, /file = \{:papers\/seals\.pdf:PDF\}/);
	});

	test('bring the entry along that the note’s bibliography lacks, with the file in it', async () => {
		await openNote();
		const note = uriOf('note.md');
		const { paper } = await recognised('pups.pdf', { uri: note });
		assert.deepEqual([paper?.key, paper?.bibliography, paper?.isMissing], ['berg2018', uriOf('refs.bib'), true]);
		const answer = await ask('lectern/pdf/link', {
			pdf: uriOf('pups.pdf'),
			key: 'berg2018',
			bibliography: uriOf('refs.bib'),
			place: place(),
		});
		assert.equal(answer?.text, '[@berg2018]');
		const [[uri, entry] = []] = newTexts(answer?.edit) ?? [];
		assert.equal(uri, uriOf('refs.bib'));
		assert.match(entry!, /@book\{berg2018,\n\ttitle = \{Grey seals and their pups\},[^@]*file = \{:pups\.pdf:PDF\},?\n\}/);
	});

	const lantern = (doi: string) =>
		pdfOf([{ text: 'Lanterns of the sea', size: 17 }, { text: 'Tom Fogg' }, { text: `DOI: ${doi}`, size: 8 }]);
	test('that the library lacks go on with their identifier, asking nobody', async () => {
		await writeFile(join(folder, 'new.pdf'), lantern('10.1234/lamp.5'));
		const { paper, identifiers, title: seen } = await recognised('new.pdf');
		assert.deepEqual([paper, identifiers, seen], [undefined, ['10.1234/lamp.5'], 'Lanterns of the sea']);
		assert.deepEqual(asked, []);
	});

	test('take what a service describes only where its title is theirs', async () => {
		await writeFile(join(folder, 'new.pdf'), lantern('10.1234/lamp.5'));
		const question = { text: '10.1234/lamp.5', service: 'crossref', bibliography: uriOf('refs.bib'), pdf: uriOf('new.pdf') } as const;
		const found = await ask('lectern/addPaper/ask', question);
		assert.ok('entry' in found, JSON.stringify(found));
		const citing = await ask('lectern/addPaper/citing', { entry: found.entry, bibliography: uriOf('refs.bib'), pdf: uriOf('new.pdf') });
		assert.match(newTexts(citing?.edit)![0]![1]!, /file = \{:new\.pdf:PDF\}/);
		title = 'Of quite another thing';
		const refused = await ask('lectern/addPaper/ask', question);
		assert.ok('failure' in refused);
		assert.equal(refused.failure.code, 'other-paper');
		assert.match(refused.failure.message, /“Of quite another thing”.*new\.pdf/);
	});

	test('that cannot be read have a reason each, and the server goes on', async () => {
		const bomb = deflateSync(Buffer.alloc(64 << 20));
		for (const [name, bytes, reason] of [
			['empty.pdf', Buffer.alloc(0), /damaged, or no PDF/],
			['cut.pdf', seals.subarray(0, 60), /damaged/],
			[
				'locked.pdf',
				Buffer.from(
					pdfOf([], { encryption: 'aes' })
						.toString('latin1')
						.replace(/\/O <\w{4}/, '/O <dead'),
					'latin1',
				),
				/password/,
			],
			['bomb.pdf', pdfOf([], { content: bomb, filter: '/Filter /FlateDecode' }), /too much memory/],
		] as const) {
			await writeFile(join(folder, name), bytes);
			assert.match((await failureOf(name)) ?? '', reason, name);
		}
		assert.match((await failureOf('missing.pdf')) ?? '', /no file missing\.pdf/);
		assert.equal((await recognised('papers/seals.pdf')).paper?.key, 'lang2021');
	});
});
