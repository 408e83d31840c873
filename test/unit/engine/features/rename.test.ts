import assert from 'node:assert/strict';
import { neverCancelled } from '../../../../server/engine/base/cancellation.js';
import { resultOf } from '../../../../server/engine/base/inSlices.js';
import { bibliographiesOf } from '../../../../server/engine/documents/bibliography.js';
import { Document } from '../../../../server/engine/documents/document.js';
import { languageOfFile } from '../../../../server/engine/documents/languages.js';
import { NoteIndex } from '../../../../server/engine/documents/noteIndex.js';
import { type RenamedText, rename, renameTarget } from '../../../../server/engine/features/rename.js';
import { readBibtexFile } from '../../../../server/engine/library/bibtexFile.js';
import { partsWith } from '../../../../server/engine/library/fileParts.js';
import { formatOf } from '../../../../server/engine/library/formats/formats.js';
import type { Origin } from '../../../../server/engine/library/paper.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';
import { contextOf } from '../../note.js';

const fog = '@book{fog, title = {Fog over quiet water}}\n';
const rain = '@book{rain, title = {Rain on a tin roof}}\n';

/** A library with one `.bib` file, and its pieces. */
function piecesOf(uri: string, text: string) {
	const store = createLibraryStore();
	const pieces = resultOf(readBibtexFile(new TextEncoder().encode(text), store.words));
	store.put(
		{ uri, origin: 'workspace', format: 'bibtex' },
		pieces.map(({ pack }) => pack),
	);
	return { store, pieces };
}

/** A workspace of files by their names; those below `global/` are the user's, those below `bundled/` come with Lectern. */
function workspace(files: Readonly<Record<string, string>>) {
	const uriOf = (name: string) => `file:///w/${name}`;
	const originOf = (name: string): Origin => (name.startsWith('global/') ? 'user' : name.startsWith('bundled/') ? 'bundled' : 'workspace');
	const store = createLibraryStore();
	for (const [name, text] of Object.entries(files)) {
		const format = formatOf(name);
		const reading = format?.read(text);
		if (format && reading?.records.length) store.replace({ uri: uriOf(name), origin: originOf(name), format: format.name }, reading);
	}
	const documents = new Map(
		Object.entries(files).map(([name, text]) => [uriOf(name), new Document(uriOf(name), languageOfFile(name) ?? '', 1, text)]),
	);
	const notes = new NoteIndex();
	for (const document of documents.values()) if (document.markup) notes.update(document, store.current);
	const context = { ...contextOf(store.current), notes, bibliographiesOf };
	/** What is at the first `at` of a file. */
	const target = (name: string, at: string) => renameTarget(context, documents.get(uriOf(name))!, files[name]!.indexOf(at) + 1);
	/** The files that change, as they are afterwards; or the refusal. */
	const renamed = async (name: string, at: string, newKey: string): Promise<Readonly<Record<string, string>> | string> => {
		const found = target(name, at);
		if (!found) return 'nothing';
		if ('refusal' in found) return found.refusal;
		const answer = await rename(context, found, newKey, async (uri) => documents.get(uri), neverCancelled);
		if ('refusal' in answer) return answer.refusal;
		return Object.fromEntries(
			answer.map(({ document: { uri, text }, spans }) => [
				uri.slice('file:///w/'.length),
				[...spans].reverse().reduce((done, { start, end }) => done.slice(0, start) + newKey + done.slice(end), text),
			]),
		);
	};
	return { target, renamed };
}

/** A text with its spans marked, those of parts at their places in the whole text. */
function placesIn(whole: string, { document, spans, lineInFile = (line) => line }: RenamedText): readonly string[] {
	const lines = whole.split('\n');
	return spans.map(({ start, end }) => {
		const before = document.text.slice(0, start).split('\n');
		const line = lineInFile(before.length - 1);
		const at = before.at(-1)!.length;
		return `${line}:${at} ${lines[line]!.slice(at, at + end - start)}`;
	});
}

suite('rename', () => {
	test('finds the same in the parts of a long file that have the key as in all of it', async () => {
		const filler = (from: number) =>
			Array.from({ length: 2000 }, (_, at) => `@misc{k${from + at}, title = {Über ${at}},\r\n note = {${'x'.repeat(70)}}}\n`);
		const own = '@book{fog, title = {Fog over quiet water}, ids = {nebel}}\n';
		const child = '@inbook{mist, crossref = {FOG},\n related = {a, fog}, title = {Mist}}\n';
		const text = [...filler(0), own, ...filler(2000), child, ...filler(4000)].join('');
		const uri = 'file:///w/refs.bib';
		const { store, pieces } = piecesOf(uri, text);
		assert.ok(pieces.length > 3);
		const parts = partsWith(new TextEncoder().encode(text), pieces, 'fog')!;
		assert.ok(parts.length < pieces.length);
		const document = new Document(uri, '', null, text);
		const context = { ...contextOf(store.current), notes: new NoteIndex(), bibliographiesOf };
		const target = renameTarget(context, document, text.indexOf('fog') + 1);
		assert.ok(target && !('refusal' in target));
		const read = async () => document;
		const inParts = await rename(context, target, 'dew', read, neverCancelled, [], async () => parts);
		const inAll = await rename(context, target, 'dew', read, neverCancelled);
		assert.ok(!('refusal' in inParts) && !('refusal' in inAll));
		assert.deepEqual(
			inParts.flatMap((each) => placesIn(text, each)),
			inAll.flatMap((each) => placesIn(text, each)),
		);
		assert.deepEqual(
			inAll.flatMap((each) => placesIn(text, each).map((place) => place.split(' ')[1])),
			['fog', 'FOG', 'fog'],
		);
	});

	test('changes the entry, what names it and every citation, and no longer namesake', async () => {
		const { renamed } = workspace({
			'refs.bib': `${fog}@inbook{fog2, crossref = {fog}, title = {Mist}}\n`,
			'a.md': 'Fog in [@fog; @fog2] and @fog, not `@fog` nor fog.',
			'b.tex': '\\citep[see][p.~3]{fog2, fog}% \\cite{fog}',
			'c.md': 'Nothing here.',
		});
		assert.deepEqual(await renamed('a.md', 'fog', 'mist1999'), {
			'refs.bib': '@book{mist1999, title = {Fog over quiet water}}\n@inbook{fog2, crossref = {mist1999}, title = {Mist}}\n',
			'a.md': 'Fog in [@mist1999; @fog2] and @mist1999, not `@fog` nor fog.',
			'b.tex': '\\citep[see][p.~3]{fog2, mist1999}% \\cite{fog}',
		});
	});

	test('is the same from the entry and from where another entry names it', async () => {
		const { renamed } = workspace({ 'refs.bib': `${fog}@inbook{b, crossref = {fog}, title = {Mist}}\n`, 'a.org': '[cite:@fog]' });
		const fromEntry = await renamed('refs.bib', 'fog,', 'mist');
		assert.deepEqual(fromEntry, {
			'refs.bib': '@book{mist, title = {Fog over quiet water}}\n@inbook{b, crossref = {mist}, title = {Mist}}\n',
			'a.org': '[cite:@mist]',
		});
		assert.deepEqual(await renamed('refs.bib', 'fog}', 'mist'), fromEntry);
	});

	test('changes what says which paper a note is on', async () => {
		const { renamed } = workspace({
			'refs.bib': fog,
			'a.md': '---\ncitekey: fog\naliases: ["@fog", fog]\n---\nOn [@fog].',
		});
		assert.equal(
			((await renamed('refs.bib', 'fog,', 'mist')) as Record<string, string>)['a.md'],
			'---\ncitekey: mist\naliases: ["@mist", fog]\n---\nOn [@mist].',
		);
	});

	test('prepares exactly the key, and nothing beside it', () => {
		const { target } = workspace({ 'refs.bib': fog, 'a.md': 'See [@fog, p. 3].' });
		const found = target('a.md', 'fog');
		assert.ok(found && 'span' in found);
		assert.deepEqual(found.span, { start: 6, end: 9 });
		assert.equal(target('a.md', 'p. 3'), undefined);
		assert.equal(target('refs.bib', 'Fog over'), undefined);
	});

	test('knows every kind of library file', async () => {
		const { renamed } = workspace({
			'a.json': '[{"id": "fog", "type": "book", "title": "Fog", "DOI": "10.1234/fog"}]',
			'b.ris': 'TY  - BOOK\nID  - fog\nTI  - Fog\nDO  - 10.1234/fog\nER  - \n',
			'c.yaml': 'fog:\n  type: book\n  title: Fog\n  serial-number:\n    doi: 10.1234/fog\n',
			'fog.md': '---\nkey: fog\ntitle: Fog\ndoi: 10.1234/fog\n---\n\nSee [@fog].\n',
			'd.md': '---\nkey: dew\ntitle: Dew at dawn\nrelated: [fog]\n---\n\nDew.\n',
		});
		assert.deepEqual(await renamed('a.json', 'fog', 'mist'), {
			'a.json': '[{"id": "mist", "type": "book", "title": "Fog", "DOI": "10.1234/fog"}]',
			'b.ris': 'TY  - BOOK\nID  - mist\nTI  - Fog\nDO  - 10.1234/fog\nER  - \n',
			'c.yaml': 'mist:\n  type: book\n  title: Fog\n  serial-number:\n    doi: 10.1234/fog\n',
			'fog.md': '---\nkey: mist\ntitle: Fog\ndoi: 10.1234/fog\n---\n\nSee [@mist].\n',
			'd.md': '---\nkey: dew\ntitle: Dew at dawn\nrelated: [mist]\n---\n\nDew.\n',
		});
	});

	test('changes the front matter of a note on the paper', async () => {
		const { renamed } = workspace({
			'refs.bib': fog,
			'n.md': '---\npaper: fog\ntags: [fog]\n---\n\nSee [@fog].\n',
			'o.md': '---\npaper: "fog"\n---\n',
		});
		const after = (await renamed('refs.bib', 'fog,', 'mist')) as Record<string, string>;
		assert.equal(after['n.md'], '---\npaper: mist\ntags: [fog]\n---\n\nSee [@mist].\n');
		assert.equal(after['o.md'], '---\npaper: "mist"\n---\n');
	});

	test('leaves the citations that mean another paper of the same key, by the bibliography of each note', async () => {
		const { renamed } = workspace({
			'a.bib': fog,
			'b.bib': '@book{fog, title = {A different fog}}\n@inbook{c, crossref = {fog}, title = {Mist}}\n',
			'a.md': '---\nbibliography: a.bib\n---\n[@fog]',
			'b.md': '---\nbibliography: b.bib\n---\n[@fog]',
		});
		assert.deepEqual(await renamed('a.md', 'fog', 'mist'), {
			'a.bib': '@book{mist, title = {Fog over quiet water}}\n',
			'a.md': '---\nbibliography: a.bib\n---\n[@mist]',
		});
	});

	test('leaves a link to a note whose file has that name', async () => {
		const note = { 'refs.bib': fog, 'a.md': '[[fog]] and [@fog]' };
		const after = { 'refs.bib': '@book{mist, title = {Fog over quiet water}}\n' };
		assert.deepEqual(await workspace(note).renamed('a.md', '@fog', 'mist'), { ...after, 'a.md': '[[mist]] and [@mist]' });
		assert.deepEqual(await workspace({ ...note, 'fog.md': 'A note.' }).renamed('a.md', '@fog', 'mist'), {
			...after,
			'a.md': '[[fog]] and [@mist]',
		});
		const marked = { ...note, 'a.md': '[[@fog]], [[lit/@fog|Fog]] and [@fog]' };
		assert.deepEqual(await workspace({ ...marked, 'lit/@fog.md': 'A note.' }).renamed('refs.bib', 'fog', 'mist'), {
			...after,
			'a.md': '[[@fog]], [[lit/@fog|Fog]] and [@mist]',
		});
	});

	test('refuses a key that another paper has, that the formats forbid, or that is there already', async () => {
		const { renamed } = workspace({
			'refs.bib': `@book{fog, title = {Fog}, doi = {10.1234/fog}}\n${rain}`,
			'other.bib': '@book{fog2, title = {Fog}, doi = {10.1234/fog}}\n',
			'a.md': '[@fog]',
		});
		assert.equal(await renamed('a.md', 'fog', 'rain'), '“rain” is already the key of “Rain on a tin roof” (refs.bib).');
		assert.equal(await renamed('a.md', 'fog', 'my fog'), '“my fog” cannot be a citation key: it has a blank.');
		assert.equal(await renamed('a.md', 'fog', 'a,b'), '“a,b” cannot be a citation key: it has “,”.');
		assert.equal(await renamed('a.md', 'fog', ''), 'A citation key cannot be empty.');
		assert.match(String(await renamed('a.md', 'fog', 'fog2')), /^other\.bib has the same paper as “fog2”/);
		assert.deepEqual(await renamed('a.md', 'fog', 'fog'), {});
	});

	for (const [name, text, newKey] of [
		['n.md', '[@fog]', 'a;b'],
		['n.typ', '@fog', 'fog;x'],
		['n.org', '[cite:@fog]', 'a;b'],
		['n.rst', ':cite:`fog`', 'a`-b'],
	] as const)
		test(`refuses a key that cannot be written in ${name}`, async () => {
			const { renamed } = workspace({ 'refs.bib': fog, [name]: text });
			assert.equal(await renamed(name, 'fog', newKey), `“${newKey}” cannot be written as it is in a citation in ${name}.`);
		});

	test('refuses a key that a YAML file would read as something else', async () => {
		const { renamed } = workspace({ 'c.yaml': 'fog:\n  type: book\n  title: Fog over quiet water\n' });
		assert.equal(await renamed('c.yaml', 'fog', '&fog'), '“&fog” cannot be a key in c.yaml.');
	});

	test('refuses bundled papers, files outside of the workspace, unknown keys and two entries of one key', async () => {
		const { renamed } = workspace({
			'bundled/x.md': '---\nkey: dew\ntitle: Dew at dawn\n---\n\nDew.\n',
			'global/g.bib': rain,
			'refs.bib': `${fog}@book{fog, title = {A different fog}}\n`,
			'a.md': '[@dew; @rain; @hail; @fog]',
		});
		assert.match(String(await renamed('a.md', 'dew', 'x')), /^“dew” is the key of a paper that comes with Lectern/);
		assert.match(String(await renamed('a.md', 'rain', 'x')), /^“rain” is in g\.bib, outside of this workspace/);
		assert.equal(await renamed('a.md', 'hail', 'x'), 'No paper of the library has the key “hail”.');
		assert.match(String(await renamed('a.md', 'fog', 'x')), /^Two entries of refs\.bib have the key “fog”/);
	});

	test('renames the entry of a bundled paper that the workspace has too', async () => {
		const { renamed } = workspace({
			'bundled/x.md': '---\nkey: fog\ntitle: Fog\ndoi: 10.1234/fog\n---\n\nFog.\n',
			'refs.bib': '@book{fog, title = {Fog}, doi = {10.1234/fog}}\n',
			'a.md': '[@fog]',
		});
		assert.deepEqual(Object.keys((await renamed('a.md', 'fog', 'mist')) as object), ['refs.bib', 'a.md']);
	});

	test('refuses a record whose key is generated, since it is written nowhere', async () => {
		const { renamed } = workspace({
			'b.ris': 'TY  - BOOK\nAU  - Moor, Ada\nPY  - 1999\nTI  - Fogs\nER  - \n',
			'a.md': '[@moor1999fogs]',
		});
		assert.match(String(await renamed('a.md', 'moor', 'x')), /has no key of its own/);
	});
});
