import assert from 'node:assert/strict';
import { definition } from '../../../../server/engine/features/definition.js';
import { type Fixture, fixture } from '../../fixture.js';

const definitionIn = ({ context, document, offset }: Fixture) => definition(context, document, offset);

const lantern = `
--- lantern.md
---
key: doe2020lantern
title: "LanternNet: Seeing by Candlelight"
authors: ["Doe, Jane"]
year: 2020
names: [LanternNet]
topics: []
---
Dim pictures are read as well as bright ones.
`;

suite('definition', () => {
	test('leads from a key to its entry', () => {
		const main = fixture(`
			--- main.tex
			\\cite{gr|ay2019}
			--- refs.bib
			@book{gray2019, title = {Fog over quiet water}}`);
		assert.deepEqual(
			definitionIn(main)?.places.map(({ source }) => source),
			[main.uriOf('refs.bib')],
		);
	});

	for (const [where, field] of [
		['in the same file, whatever its case', 'crossref = {Fl|eet}'],
		['in the middle of a list', 'xdata = {none, fle|et, other}'],
		['before its first letter', 'related = "|fleet"'],
	])
		test(`leads from a key that an entry names to the entry: ${where}`, () => {
			const refs = fixture(`
				--- refs.bib
				@inproceedings{rain2021, ${field}}
				@proceedings{fleet, title = {Fleet Days}}`);
			const [place] = definitionIn(refs)?.places ?? [];
			assert.equal(place?.source, refs.uriOf('refs.bib'));
			assert.equal(refs.document.text.slice(place.keySpan.start, place.keySpan.end), 'fleet');
		});

	test('leads from a key that an entry names into the other file that has it', () => {
		const refs = fixture(`
			--- refs.bib
			@inproceedings{rain2021, crossref = {Fle|et}}
			--- whole.bib
			@proceedings{fleet, title = {Fleet Days}}`);
		assert.deepEqual(
			definitionIn(refs)?.places.map(({ source }) => source),
			[refs.uriOf('whole.bib')],
		);
	});

	test('leads nowhere from other values of an entry', () => {
		assert.equal(definitionIn(fixture('--- refs.bib\n@misc{a, title = {fl|eet}}\n@misc{fleet, title = {x}}')), undefined);
	});

	test('covers the name that leads somewhere', () => {
		const note = fixture(`--- note.md\nthe «Lantern|Net» model${lantern}`);
		assert.deepEqual([definitionIn(note)?.span], note.spans);
	});

	test('leads from a name to the summary where the user prefers summaries', () => {
		const { context, document, offset } = fixture(`--- note.md\nthe Lantern|Net model${lantern}`);
		const answer = definition({ ...context, settings: { ...context.settings, definition: 'summary' } }, document, offset);
		assert.equal(answer?.places[0]?.isSummary, true);
	});

	test('leads nowhere from a key that no paper has', () => {
		assert.equal(definitionIn(fixture(`--- note.md\n[@no|body]${lantern}`)), undefined);
	});
});
