import assert from 'node:assert/strict';
import { localize } from '../../../../server/engine/base/localizableMessage.js';
import { Document } from '../../../../server/engine/documents/document.js';
import { comparedEntry, missingFieldsOf } from '../../../../server/engine/features/entryDiagnostics.js';
import { fillFields } from '../../../../server/engine/features/fillFields.js';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { scanBibtex } from '../../../../server/engine/library/formats/bibtex/scan.js';
import type { Origin } from '../../../../server/engine/library/paper.js';
import { createLibraryStore } from '../../../../server/engine/library/store.js';

const uri = 'file:///w/a.bib';

/** A library of a.bib and other files. */
function libraryOf(text: string, others: readonly (readonly [uri: string, text: string, origin?: Origin])[] = []) {
	const store = createLibraryStore();
	store.replace({ uri, origin: 'workspace', format: 'bibtex' }, readBibtex(text));
	for (const [other, bibtex, origin = 'workspace'] of others) store.replace({ uri: other, origin, format: 'bibtex' }, readBibtex(bibtex));
	return store.current;
}

/** Code, severity and key of what is reported in a.bib. */
function reported(text: string, others: Parameters<typeof libraryOf>[1] = []): readonly string[] {
	const library = libraryOf(text, others);
	return [...library.entriesOf(uri)].flatMap((entry) =>
		comparedEntry(library, entry).map(({ code, severity, span }) => `${code} ${severity} ${text.slice(span.start, span.end)}`),
	);
}

const lang = (key: string, rest = 'doi = {10.1234/x}') =>
	`@article{${key}, author = {Lang, Ada}, title = {Harbour lights at night}, year = 2019, journaltitle = {Shores}, ${rest}}\n`;
const preprint = (key: string, rest = 'year = 2019') =>
	`@misc{${key}, author = {Lang, Ada}, title = {Harbour Lights at Night}, eprint = {1901.00001}, eprinttype = {arxiv}, ${rest}}\n`;

suite('papers that are in the library twice', () => {
	test('are reported at both keys of one file', () => {
		assert.deepEqual(reported(lang('one') + lang('two')), ['duplicate-paper information one', 'duplicate-paper information two']);
	});

	test('are only a hint where they are in two files', () => {
		assert.deepEqual(reported(lang('one'), [['file:///w/b.bib', lang('two')]]), ['duplicate-paper hint one']);
	});

	test('are no fault under one key, or under one that the entry itself goes by', () => {
		assert.deepEqual(reported(lang('one'), [['file:///w/b.bib', lang('one')]]), []);
		assert.deepEqual(reported(lang('one', 'doi = {10.1234/x}, ids = {two}') + lang('two')), []);
	});

	test('are no fault where the other record is not of the workspace', () => {
		assert.deepEqual(reported(lang('one'), [['file:///home/b.bib', lang('two'), 'user']]), []);
	});
});

suite('preprints that have been published', () => {
	test('are reported where the publication is of the same year', () => {
		assert.deepEqual(reported(preprint('pre'), [['file:///w/b.bib', lang('one')]]), ['preprint-published information pre']);
	});

	test('are reported where it came later, and where only the user’s own files have it', () => {
		const later = lang('one').replace('2019', '2021');
		assert.deepEqual(reported(preprint('pre'), [['file:///home/b.bib', later, 'user']]), ['preprint-published information pre']);
	});

	test('are reported for an article in “arXiv preprint …”', () => {
		const article = preprint('pre', 'year = 2019, journal = {arXiv preprint arXiv:1901.00001}').replace('misc', 'article');
		assert.deepEqual(reported(article + lang('one')), ['preprint-published information pre']);
	});

	test('name the publication', () => {
		const library = libraryOf(preprint('pre') + lang('one'));
		const [problem] = [...library.entriesOf(uri)].flatMap((entry) => comparedEntry(library, entry));
		assert.equal(problem && localize(problem.message), 'This preprint has been published: Shores 2019 (“one” in a.bib).');
	});

	test('are not those of others with the same title, of earlier works, or already cited as published', () => {
		assert.deepEqual(reported(preprint('pre') + lang('one').replace('Lang', 'Long')), []);
		assert.deepEqual(reported(preprint('pre') + lang('one').replace('2019', '2012')), []);
		assert.deepEqual(reported(preprint('pre', 'year = 2019, doi = {10.1234/x}')), []);
	});

	test('are not theses that are on arXiv, too', () => {
		const thesis = preprint('pre', 'year = 2019, school = {A school}').replace('misc', 'phdthesis');
		assert.deepEqual(reported(thesis, [['file:///home/b.bib', lang('one'), 'user']]), []);
	});
});

suite('fields that an entry lacks', () => {
	test('are reported by biblatex’s names, at the key', () => {
		const text = '@online{one, author = {Lang, Ada}, title = {Harbour lights}}';
		const problems = scanBibtex(text).entries.flatMap((entry) => missingFieldsOf(entry, 100));
		assert.deepEqual(
			problems.map(({ message }) => localize(message)),
			['“one” has no date, which biblatex requires in @online.', '“one” has no doi, eprint or url, which biblatex requires in @online.'],
		);
		assert.deepEqual(problems[0]?.span, { start: 108, end: 111 });
	});

	test('are reported by classic BibTeX’s names in an entry that uses them', () => {
		const messages = (text: string) =>
			scanBibtex(text).entries.flatMap((entry) => missingFieldsOf(entry, 0).map(({ message }) => localize(message)));
		assert.deepEqual(messages('@article{one, author = {Lang, Ada}, title = {Harbour lights}, year = 2019}'), [
			'“one” has no journal, which biblatex requires in @article.',
		]);
		assert.deepEqual(messages('@article{one, author = {Lang, Ada}, title = {Harbour lights}, journal = {Shores}}'), [
			'“one” has no year, which biblatex requires in @article.',
		]);
		assert.deepEqual(messages('@article{one, author = {Lang, Ada}, title = {Harbour lights}, date = {2019}}'), [
			'“one” has no journaltitle, which biblatex requires in @article.',
		]);
	});

	test('are not reported for @string and other definitions', () => {
		assert.deepEqual(
			scanBibtex('@string{a = "b"}\n@comment{x}').entries.flatMap((entry) => missingFieldsOf(entry, 0)),
			[],
		);
	});

	/** a.bib after every field at the mark is filled in. */
	const filled = (marked: string, other: string): string => {
		const offset = marked.indexOf('|');
		const text = marked.replace('|', '');
		const library = libraryOf(text, [['file:///w/b.bib', other]]);
		const changes = fillFields(library, new Document(uri, 'bibtex', 1, text), offset);
		return changes
			.flatMap(({ edits }) => edits)
			.reduceRight((sum, { span, text: added }) => sum.slice(0, span.start) + added + sum.slice(span.end), text);
	};

	test('are taken from another record of the same paper, in the file’s style', () => {
		assert.equal(
			filled('@article{one,\n\tauthor = {Lang, Ada},\n\tdoi = "10.1234/x",\n\ttitle = {Harbour lig|hts},\n\tyear = 2019\n}\n', lang('two')),
			'@article{one,\n\tauthor = {Lang, Ada},\n\tdoi = "10.1234/x",\n\ttitle = {Harbour lights},\n\tyear = 2019,\n\tjournal = {Shores}\n}\n',
		);
		assert.equal(
			filled(
				'@article{o|ne,\n  author = {Lang, Ada},\n  title = {Harbour lights},\n  date = {2019},\n  doi = {10.1234/x},\n}\n',
				lang('two'),
			),
			'@article{one,\n  author = {Lang, Ada},\n  title = {Harbour lights},\n  date = {2019},\n  doi = {10.1234/x},\n  journaltitle = {Shores},\n}\n',
		);
	});

	test('are not taken from a record of another kind, whose venue is no journal', () => {
		const text = '@article{o|ne, author = {Lang, Ada}, title = {Harbour lights}, date = {2019}, doi = {10.1234/x}}';
		const other = lang('two').replace('article', 'inproceedings').replace('journaltitle', 'booktitle');
		const empty = text.replace('|', '').replace('x}}', 'x},\n  journaltitle = {}}');
		assert.equal(filled(text, other), empty);
	});
});
