import assert from 'node:assert/strict';
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compared } from '../../../../server/engine/features/compare.js';
import type { Paper } from '../../../../server/engine/library/paper.js';
import { comparedPapers, comparedRows, type RowTitles } from '../../../../server/engine/render/comparison.js';
import { comparisonTable } from '../../../../server/engine/render/comparisonTable.js';
import { hoverCard, unknownKeyCard } from '../../../../server/engine/render/hoverCard.js';
import { drawingOf, pictureOf } from '../../../../server/engine/render/picture.js';
import { readerCard } from '../../../../server/engine/render/readerCard.js';
import { readerPage } from '../../../../server/engine/render/readerPage.js';
import { lanternNet, libraryOf } from '../../note.js';
import { type Attack, attacks } from './attacks.js';
import { harmOfCard, harmOfDrawings, harmOfHtml, inPage, inPicturedCard, inTable } from './judge.js';
import { mathjax } from './mathjax.js';

interface Rendering {
	readonly hoverCard: typeof hoverCard;
	readonly unknownKeyCard: typeof unknownKeyCard;
	readonly readerCard: typeof readerCard;
	readonly readerPage: typeof readerPage;
	readonly drawingOf: typeof drawingOf;
	readonly pictureOf: typeof pictureOf;
	readonly comparedPapers: typeof comparedPapers;
	readonly comparisonTable: typeof comparisonTable;
}

const library = libraryOf(lanternNet);
const lantern = library.byKey('doe2020lantern')[0]!;

/** A paper all of whose texts are the attack's, as far as its place goes. */
function hostile({ place, text }: Attack): { readonly paper: Paper; readonly body: string } {
	const paper: Paper = { ...lantern, places: [], equation: 'x' };
	switch (place) {
		case 'markdown':
			return { paper: { ...paper, claim: text }, body: text };
		case 'formula':
			return { paper: { ...paper, claim: `Say $${text}$.`, equation: text }, body: `Say $${text}$.\n\n$$\n${text}\n$$\n` };
		case 'text':
			return {
				paper: {
					...paper,
					title: text,
					authors: [{ family: text, given: text }],
					venue: { full: text, short: text },
					topics: [text],
					fields: { note: text, [text.slice(0, 100)]: text },
				},
				body: 'A body.',
			};
		case 'key':
			return { paper: { ...paper, key: text, keys: [text] }, body: 'A body.' };
		case 'identifier':
			return { paper: { ...paper, doi: text, arxiv: text }, body: 'A body.' };
		case 'address':
			return { paper: { ...paper, url: text }, body: `Read [on](${text}).` };
	}
}

function harmInPage(attack: Attack, { readerCard, readerPage }: Rendering): string[] {
	const { paper, body } = hostile(attack);
	const text = attack.place === 'text' || attack.place === 'key' ? attack.text : 'note.md';
	const matter = {
		library,
		topics: {},
		beside: { uri: 'file:///library/summaries/a.md', folders: ['file:///library'] },
		entries: [{ uri: 'file:///note.md', name: text, line: 1 }],
		related: [{ paper, isLinked: true, topics: [text], isAlike: true }],
		mentions: [{ uri: 'file:///note.md', name: text, line: 1, sentence: body.slice(0, 100_000) }],
	};
	return tried(() => [
		...harmOfHtml(readerCard(paper), inPage),
		...harmOfHtml(readerPage(paper, { ...matter, body }), inPage),
		...harmOfHtml(readerPage(paper, { ...matter, abstract: attack.text }), inPage),
	]);
}

/** All that is asked for as a picture is drawn, and so is the formula itself, whatever KaTeX says of it. */
function harmInPictures(attack: Attack, { hoverCard, drawingOf, pictureOf }: Rendering): string[] {
	const { paper } = hostile(attack);
	const draw = (formula: string, display: boolean) => {
		const drawing = drawingOf(mathjax(), formula, display);
		return drawing && pictureOf(drawing, 'dark', formula, display);
	};
	const cards = [hoverCard([paper], { html: true, commands: true, picture: draw })];
	if (attack.place === 'formula') cards.push(draw(attack.text, true) ?? '');
	return cards.flatMap((card) => [...harmOfCard(card, inPicturedCard), ...harmOfDrawings(card)]);
}

const harmInCard = (attack: Attack, rendering: Rendering): string[] =>
	tried(() => {
		const { hoverCard, unknownKeyCard } = rendering;
		const { paper } = hostile(attack);
		const plain = [
			hoverCard([paper], { html: true, commands: true }),
			hoverCard([paper], { html: false, commands: false }),
			hoverCard([paper, paper], { html: true, commands: true }),
			unknownKeyCard(paper.key, [paper]),
			unknownKeyCard(paper.key, [paper], { uri: attack.text.slice(0, 1000), position: { line: 0, character: 0 } }),
		].flatMap((card) => harmOfCard(card));
		return [...plain, ...harmInPictures(attack, rendering)];
	});

const titles = Object.fromEntries(comparedRows.map((row) => [row, row])) as RowTitles;

/** The cells of a comparison, short and whole, of a summary and of an abstract, and the table that goes into a note. */
function harmInComparison(attack: Attack, { comparedPapers, comparisonTable }: Rendering): string[] {
	const { paper, body } = hostile(attack);
	const sections = ['Problem', 'Method', 'Data', 'Results', 'Limits']
		.map((title) => `## ${title}\n\n${body.slice(0, 100_000)}\n`)
		.join('\n');
	return tried(() => {
		const all = [compared(paper, { body: sections }), compared(paper, { abstract: attack.text })];
		const cells = comparedPapers(all, library).flatMap(({ cells }) => Object.values(cells));
		const html = cells.flatMap(({ lead, whole = '' }) => [lead, whole]);
		// Each cell is separate: an element that one leaves open is no other's.
		return [
			...html.flatMap((each) => harmOfHtml(each, inPage)),
			...harmOfCard(comparisonTable(all, ['a', 'b'], titles, 'markdown'), inTable),
		];
	});
}

/** A rendering that ends in an error shows nothing, which is harm too. */
function tried(harm: () => string[]): string[] {
	try {
		return harm();
	} catch (error) {
		return [String(error)];
	}
}

const guarded: Rendering = { hoverCard, unknownKeyCard, readerCard, readerPage, drawingOf, pictureOf, comparedPapers, comparisonTable };

suite('hostile summaries and entries', () => {
	let unguarded: Rendering;

	suiteSetup(async function () {
		this.timeout(60_000);
		unguarded = await renderingWithoutGuards();
	});

	suiteTeardown(() => rmSync(folder, { recursive: true, force: true }));

	const surfaces = [
		['page', harmInPage],
		['card', harmInCard],
		['comparison', harmInComparison],
	] as const;
	for (const attack of attacks) {
		const { kind, name, place, only } = attack;
		test(`${kind}: ${name} (${place}) is inert in page, card and comparison, and does harm in ${only ?? 'both'} where nothing guards`, () => {
			for (const [surface, harmIn] of surfaces) {
				assert.deepEqual(harmIn(attack, guarded), [], surface);
				if (only === undefined || only === surface) assert.notDeepEqual(harmIn(attack, unguarded), [], `unguarded ${surface}`);
			}
		}).timeout(60_000);
	}

	test('there are three of each kind and forty in all', () => {
		for (const kind of new Set(attacks.map(({ kind }) => kind)))
			assert.ok(attacks.filter((attack) => attack.kind === kind).length >= 3, kind);
		assert.ok(attacks.length >= 40);
	});

	test('what is harmless passes the judge, guarded or not', () => {
		const harmless: Attack = {
			kind: 'script',
			name: '',
			place: 'markdown',
			text: 'Good *text* with $x^2 + \\sqrt{2}$ and [a link](https://example.org).',
		};
		for (const rendering of [guarded, unguarded])
			assert.deepEqual([...harmInPage(harmless, rendering), ...harmInCard(harmless, rendering)], []);
	});
});

const folder = resolve('dist-test/unguarded');

/** The same renderers with the files that guard them swapped for ones that let all pass. */
async function renderingWithoutGuards(): Promise<Rendering> {
	mkdirSync(folder, { recursive: true });
	const outfile = resolve(folder, 'rendering.mjs');
	await build({
		stdin: {
			contents: `export * from './server/engine/render/hoverCard.ts';\nexport * from './server/engine/render/readerPage.ts';\nexport * from './server/engine/render/comparison.ts';\nexport * from './server/engine/render/comparisonTable.ts';\nexport * from './server/engine/render/readerCard.ts';\nexport * from './server/engine/render/picture.ts';`,
			resolveDir: resolve('.'),
			loader: 'ts',
		},
		bundle: true,
		format: 'esm',
		platform: 'node',
		packages: 'external',
		outfile,
		logLevel: 'error',
		plugins: [
			{
				name: 'unguarded',
				setup: ({ onResolve }) =>
					onResolve({ filter: /^\.\/(escape|links|guards)\.js$/ }, ({ importer }) =>
						importer.includes('render') ? { path: resolve('test/unit/engine/render/unguarded.ts') } : undefined,
					),
			},
		],
	});
	return (await import(pathToFileURL(outfile).href)) as Rendering;
}
