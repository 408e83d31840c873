// Papers by PDFs as programs make them: Typst's and Chromium's, in several layouts.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { recognisingPdf } from '../../server/engine/features/recognisePdf.js';
import { readBibtex } from '../../server/engine/library/formats/bibtex/read.js';
import { createLibraryStore } from '../../server/engine/library/store.js';
import { readPdf } from '../../server/platform/node/pdf/read.js';

interface Compiler {
	pdf(main: { readonly mainFileContent: string }): Uint8Array;
}
const { NodeCompiler } = createRequire(resolve('.test-host/typst/package.json'))('@myriaddreamin/typst-ts-node-compiler') as {
	readonly NodeCompiler: { create(options: { readonly workspace: string }): Compiler };
};

interface Work {
	readonly key: string;
	readonly title: string;
	readonly given: string;
	readonly family: string;
	/** The title as Typst and as HTML write it, where it is not plain. */
	readonly typst?: string;
	readonly html?: string;
}

/** Invented papers, in several scripts, some of them alike. */
const works: readonly Work[] = [
	{ key: 'seals', title: 'Harbour seals at night: sleep and drift in tidal water', given: 'Mira', family: 'Lang' },
	{ key: 'pups', title: 'Grey seals and their pups', given: 'Ida', family: 'Berg' },
	{ key: 'mills1', title: 'Tidal mills of the north, part 1: harbours', given: 'Per', family: 'Holm' },
	{ key: 'mills2', title: 'Tidal mills of the north, part 2: harbours', given: 'Per', family: 'Holm' },
	{ key: 'accents', title: 'Über Größe und Maß der Flüsse: eine Überschau', given: 'Jürgen', family: 'Müller-Größ' },
	{ key: 'cyrillic', title: 'Приливы и отливы северных морей', given: 'Иван', family: 'Петров' },
	{ key: 'greek', title: 'Περί ανέμων και κυμάτων της θάλασσας', given: 'Νίκος', family: 'Παππάς' },
	{
		key: 'water',
		title: 'Sleeping in H$_2$O: a survey of floating animals',
		given: 'Lea',
		family: 'Sand',
		typst: 'Sleeping in H#sub[2]O: a survey of floating animals',
		html: 'Sleeping in H<sub>2</sub>O: a survey of floating animals',
	},
	{ key: 'short', title: 'Foghorns at sea', given: 'Ann', family: 'Roe' },
	{
		key: 'long',
		title: 'An efficient and effective classification of flickering harbour lights by affine and diffusive filters of finite length',
		given: 'Tom',
		family: 'O’Fogg',
	},
	{
		key: 'emphasis',
		title: 'The drift of Phoca vitulina between islands',
		given: 'Ole',
		family: 'Ærø',
		typst: 'The drift of _Phoca vitulina_ between islands',
		html: 'The drift of <i>Phoca vitulina</i> between islands',
	},
	{ key: 'question', title: 'Do lanterns dream? On the inner life of harbour lights', given: 'Kim', family: 'de Vries' },
];

const library = (() => {
	const store = createLibraryStore();
	const text = works.map(
		({ key, title, given, family }) => `@article{${key}, title = {${title}}, author = {${family}, ${given}}, year = {2020}}`,
	);
	store.replace({ uri: 'file:///refs.bib', origin: 'workspace', format: 'bibtex' }, readBibtex(text.join('\n')));
	return store.current;
})();

function recognised(bytes: Uint8Array): { readonly key: string | undefined; readonly identifiers: readonly string[] } {
	const steps = recognisingPdf(library, readPdf(Buffer.from(bytes)), 'download.pdf');
	for (;;) {
		const step = steps.next();
		if (step.done) return { key: step.value.paper?.key, identifiers: step.value.identifiers.map(({ value }) => value) };
	}
}

const others = works.map(
	({ family, given, title }) => `${family}, ${given[0]}.: ${title.replaceAll('$_2$', '2')}. Journal of Lamps 3, doi:10.5555/ref.1`,
);
const body = 'Seals drift with the tide and wake at its turn, as those who followed them through a winter have found out. '.repeat(20);

/** Layouts of Typst, by what is hard about them. */
const typstLayouts: Readonly<Record<string, (title: string, author: string) => string>> = {
	'one column': (title, author) =>
		`#set page(paper: "a4")\n#align(center)[#text(17pt)[*${title}*]\n\n${author}]\n\n= Introduction\n${body}`,
	'two columns, a running head, marks at names and an arXiv stamp': (title, author) =>
		`#set page(columns: 2, header: [Journal of Lamps, vol. 3], background: place(left + horizon, dx: 8mm, rotate(-90deg, reflow: true, text(20pt, fill: gray)[arXiv:2101.00001v2 \\[cs.LG\\] 3 Jan 2021])))\n#place(top + center, scope: "parent", float: true)[#text(15pt)[${title}]\n\n#smallcaps[${author}]#super[1,2]\n\n#text(8pt)[#super[1]University of the Sea]]\n${body}\n= References\n${others.map((each) => `+ ${each}`).join('\n')}`,
	'capitals, and the name of a journal in larger letters': (title, author) =>
		`#text(26pt)[Lamps]\n\n#text(14pt)[#upper[${title}]]\n\nby ${author.toUpperCase()}\n\n${body}`,
};

const htmlLayouts: Readonly<Record<string, (title: string, author: string) => string>> = {
	'a publisher’s page': (title, author) =>
		`<header style="font:bold 34px serif">LAMPS</header><p style="font-size:9px">Open access · doi:10.5555/own.1</p><h1 style="font:600 24px sans-serif;width:320px">${title}</h1><p><b>${author}</b><sup>1</sup>, Someone Else<sup>2</sup></p><p style="font-size:12px">${body}</p><h2>References</h2><ol style="font-size:10px">${others.map((each) => `<li>${each}</li>`).join('')}</ol>`,
	'a manuscript in letters of one size': (title, author) =>
		`<div style="font:14px monospace"><p>${title}</p><p>${author}</p><p>${body}</p></div>`,
};

suite('papers by their PDFs', function () {
	this.timeout(60_000);

	suite('of Typst', () => {
		const compiler = NodeCompiler.create({ workspace: resolve('test') });
		const made = (mainFileContent: string) => recognised(compiler.pdf({ mainFileContent }));
		for (const [layout, write] of Object.entries(typstLayouts))
			for (const { key, title, given, family, typst = title } of works)
				test(`are recognised in ${layout}: ${key}`, () => {
					assert.equal(made(write(typst, `${given} ${family}`)).key, key);
				});

		for (const [what, title, author] of [
			['with the title of one and no author of it', 'Grey seals and their pups', 'Tom Nobody'],
			['of another part', 'Tidal mills of the north, part 3: harbours', 'Per Holm'],
			['that is longer than one', 'Grey seals and their pups in winter', 'Ida Berg'],
			['that comments on one', 'Comment on “Grey seals and their pups”', 'Ida Berg'],
			['that is another', 'Lanterns of the sea', 'Mira Lang'],
			// Known: Typst’s raised digits are the font’s own signs, which read as digits. “Llama2” is not “Llama”.
			['with a raised digit behind the title', 'Grey seals and their pups#super[1]', 'Ida Berg'],
		] as const)
			for (const [layout, write] of Object.entries(typstLayouts))
				test(`are not recognised ${what}, in ${layout}`, () => {
					const { key, identifiers } = made(write(title, author));
					assert.equal(key, undefined);
					assert.deepEqual(identifiers, layout.includes('stamp') ? ['2101.00001'] : []);
				});
	});

	suite('of Chromium', () => {
		let browser: Awaited<ReturnType<typeof chromium.launch>>;
		suiteSetup(async () => {
			const { installBrowser } = (await import(pathToFileURL(resolve('test/host/install.mjs')).href)) as { installBrowser(): string };
			browser = await chromium.launch({ executablePath: installBrowser(), headless: true, chromiumSandbox: false });
		});
		suiteTeardown(() => browser?.close());
		const made = async (html: string) => {
			const page = await browser.newPage();
			await page.setContent(html);
			const bytes = await page.pdf({ format: 'A4' });
			await page.close();
			return recognised(bytes);
		};
		for (const [layout, write] of Object.entries(htmlLayouts))
			for (const { key, title, given, family, html = title } of works)
				test(`are recognised on ${layout}: ${key}`, async () => {
					assert.equal((await made(write(html, `${given} ${family}`))).key, key);
				});

		for (const [layout, write] of Object.entries(htmlLayouts))
			test(`are not recognised where only the references name them, on ${layout}`, async () => {
				const { key, identifiers } = await made(write('Lanterns of the sea', 'Tom Nobody'));
				assert.equal(key, undefined);
				assert.deepEqual(identifiers, layout.includes('publisher') ? ['10.5555/own.1'] : []);
			});
	});
});
