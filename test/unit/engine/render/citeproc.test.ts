import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readBibtex } from '../../../../server/engine/library/formats/bibtex/read.js';
import { bibliographyText } from '../../../../server/engine/render/bibliographyText.js';
import { type Citeproc, type Formatter, formatterOf, localeFor } from '../../../../server/engine/render/citeproc.js';
import { cslItemOf } from '../../../../server/engine/render/cslItem.js';
import { readStyle, shippedLocales, shippedStyles } from '../../../../server/engine/render/cslStyle.js';
import { writeRuns } from '../../../../server/engine/render/referenceRuns.js';

const citeproc: Citeproc = createRequire(import.meta.url)('citeproc');
const shipped = (name: string): string => readFileSync(`media/csl/${name}`, 'utf8');
const locales = Object.fromEntries(shippedLocales.map((tag) => [tag, shipped(`locales-${tag}.xml`)]));

const made = new Map<string, Formatter>();
function styled(style: string, language?: string): Formatter {
	const name = `${style} ${language}`;
	const formatter = made.get(name) ?? formatterOf(citeproc, shipped(`${style}.csl`), locales, language);
	made.set(name, formatter);
	return formatter;
}

/** The entries of a `.bib` text as a style prints them. */
const references = (style: string, bibtex: string, language?: string) =>
	styled(style, language).format(readBibtex(bibtex).records.map(cslItemOf));

/** The one entry of a `.bib` text in Markdown. */
function printed(style: string, bibtex: string, language?: string): string {
	const [reference, ...more] = references(style, bibtex, language);
	assert.ok(reference && more.length === 0);
	return writeRuns(reference.runs, 'markdown');
}

const entries = {
	article:
		'@article{a, author={Lang, Mira and Berg, Tom}, title={Lamps of the harbour}, journal={Journal of Light}, volume=3, number=2, pages={33--35}, year=2016, doi={10.1000/lamp}}',
	paper:
		'@inproceedings{p, author={Lang, Mira}, title={Lamps at sea}, booktitle={Proceedings of the Conference on Light}, pages={1--9}, publisher={Harbour Press}, address={Aarhus}, year=2017}',
	book: '@book{b, author={Lang, Mira}, title={All about lamps}, publisher={Harbour Press}, address={Aarhus}, edition={2}, year=2018}',
	preprint: '@misc{e, author={Lang, Mira}, title={Lamps to come}, eprint={2001.00001}, archiveprefix={arXiv}, year=2020}',
	body: '@report{r, author={{World Lamp Organization}}, title={Lamps counted}, institution={World Lamp Organization}, type={Report}, number={7}, year=2019}',
	particle: '@article{v, author={van der Berg, Anna}, title={Wicks}, journal={Journal of Light}, year=2015}',
} as const;

const expected: Readonly<Record<string, Readonly<Record<keyof typeof entries, string>>>> = {
	apa: {
		article: 'Lang, M., & Berg, T. (2016). Lamps of the harbour. *Journal of Light*, *3*(2), 33–35. <https://doi.org/10.1000/lamp>',
		paper: 'Lang, M. (2017). Lamps at sea. *Proceedings of the Conference on Light*, 1–9.',
		book: 'Lang, M. (2018). *All about lamps* (2nd ed.). Harbour Press.',
		preprint: 'Lang, M. (2020). *Lamps to come* (Preprint arXiv:2001.00001). arXiv. <https://arxiv.org/abs/2001.00001>',
		body: 'World Lamp Organization. (2019). *Lamps counted* (Report No. 7). World Lamp Organization.',
		particle: 'Berg, A. van der. (2015). Wicks. *Journal of Light*.',
	},
	'chicago-author-date': {
		article: 'Lang, Mira, and Tom Berg. 2016. “Lamps of the Harbour.” *Journal of Light* 3 (2): 33–35. <https://doi.org/10.1000/lamp>.',
		paper: 'Lang, Mira. 2017. “Lamps at Sea.” *Proceedings of the Conference on Light* (Aarhus), 1–9.',
		book: 'Lang, Mira. 2018. *All about Lamps*. 2nd ed. Harbour Press.',
		preprint: 'Lang, Mira. 2020. “Lamps to Come.” Preprint arXiv:2001.00001. arXiv. <https://arxiv.org/abs/2001.00001>.',
		body: 'World Lamp Organization. 2019. *Lamps Counted*. Report No. 7. World Lamp Organization.',
		particle: 'Berg, Anna van der. 2015. “Wicks.” *Journal of Light*.',
	},
	ieee: {
		article: 'M. Lang and T. Berg, “Lamps of the harbour,” *Journal of Light*, vol. 3, no. 2, pp. 33–35, 2016, doi: 10.1000/lamp.',
		paper: 'M. Lang, “Lamps at sea,” in *Proceedings of the conference on light*, Aarhus: Harbour Press, 2017, pp. 1–9.',
		book: 'M. Lang, *All about lamps*, 2nd ed. Aarhus: Harbour Press, 2018.',
		preprint: 'M. Lang, “Lamps to come,” 2020, *arXiv*: arXiv:2001.00001. \\[Online\\]. Available: <https://arxiv.org/abs/2001.00001>',
		body: 'World Lamp Organization, “Lamps counted,” World Lamp Organization, Report 7, 2019.',
		particle: 'A. van der Berg, “Wicks,” *Journal of Light*, 2015.',
	},
	nature: {
		article: 'Lang, M. & Berg, T. Lamps of the harbour. *Journal of Light* **3**, 33–35 (2016).',
		paper: 'Lang, M. Lamps at sea. in *Proceedings of the conference on light* 1–9 (Harbour Press, Aarhus, 2017).',
		book: 'Lang, M. *All about Lamps*. (Harbour Press, Aarhus, 2018).',
		preprint: 'Lang, M. Lamps to come. Preprint at <https://arxiv.org/abs/2001.00001> (2020).',
		body: 'World Lamp Organization. *Lamps Counted*. (2019).',
		particle: 'Berg, A. van der. Wicks. *Journal of Light* (2015).',
	},
	vancouver: {
		article: 'Lang M, Berg T. Lamps of the harbour. Journal of Light. 2016;3(2):33–5. doi:10.1000/lamp',
		paper: 'Lang M. Lamps at sea. In: Proceedings of the conference on light. Aarhus: Harbour Press; 2017. p. 1–9.',
		book: 'Lang M. All about lamps. 2nd ed. Aarhus: Harbour Press; 2018.',
		preprint: 'Lang M. Lamps to come \\[preprint\\] \\[Internet\\]. arXiv; 2020. Available from: <https://arxiv.org/abs/2001.00001>',
		body: 'World Lamp Organization. Lamps counted \\[Report\\]. World Lamp Organization; 2019. Report no.: 7.',
		particle: 'Berg A van der. Wicks. Journal of Light. 2015.',
	},
};

/** A style whose bibliography prints what is given. */
const styleWith = (layout: string, macros = ''): string =>
	'<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info/>' +
	`${macros}<citation><layout><text variable="title"/></layout></citation>` +
	`<bibliography><layout>${layout}</layout></bibliography></style>`;

suite('citeproc', () => {
	for (const style of shippedStyles)
		for (const [name, entry] of Object.entries(entries) as [keyof typeof entries, string][])
			test(`${style} prints a ${name}`, () => {
				assert.equal(printed(style, entry), expected[style]?.[name]);
			});

	test('“and others” is the locale’s “et al.”, without an “and” before it', () => {
		const entry = '@book{k, author={Doe, Jane and Roe, Rob and others}, title={Lamps}, year=2020}';
		assert.equal(printed('apa', entry), 'Doe, J., Roe, R., et al. (2020). *Lamps*.');
		assert.equal(printed('chicago-author-date', entry), 'Doe, Jane, Rob Roe, et al. 2020. *Lamps*.');
		assert.equal(printed('ieee', entry), 'J. Doe, R. Roe, et al., *Lamps*. 2020.');
		assert.equal(printed('nature', entry), 'Doe, J., Roe, R. et al. *Lamps*. (2020).');
		assert.equal(printed('vancouver', entry), 'Doe J, Roe R, et al. Lamps. 2020.');
	});

	test('an author–year style sorts, a numeric one keeps the order of citing', () => {
		const two = '@book{z, author={Zorn, Ada}, title={T}, year=2001}\n@book{a, author={Abel, Bo}, title={T}, year=2002}';
		assert.deepEqual(
			references('apa', two).map(({ id, label }) => [id, label]),
			[
				['a', ''],
				['z', ''],
			],
		);
		assert.deepEqual(
			references('ieee', two).map(({ id, label }) => [id, label]),
			[
				['z', '[1]'],
				['a', '[2]'],
			],
		);
	});

	test('works of one author and year are distinguished by letters', () => {
		const two = '@book{x, author={Zorn, Ada}, title={Oil}, year=2001}\n@book{y, author={Zorn, Ada}, title={Wax}, year=2001}';
		assert.deepEqual(
			references('apa', two).map(({ text }) => text),
			['Zorn, A. (2001a). Oil.', 'Zorn, A. (2001b). Wax.'],
		);
	});

	test('a paper that has changed is formatted again', () => {
		assert.equal(printed('nature', '@book{k, title={Before}, year=2001}'), '*Before*. (2001).');
		assert.equal(printed('nature', '@book{k, title={After}, year=2001}'), '*After*. (2001).');
	});

	test('the document’s language decides over words and quotes', () => {
		const entry = '@incollection{k, author={Lang, Mira}, editor={Roe, Rob}, title={Licht}, booktitle={Lampen}, year=2001}';
		assert.match(printed('apa', entry, 'de-DE'), /\(Hrsg\.\)/);
		assert.match(printed('apa', entry), /\(Ed\.\)/);
	});

	test('no work is kept once it is printed', () => {
		const engines: { readonly registry: { readonly mylist: readonly string[] } }[] = [];
		const watched = {
			...citeproc,
			Engine: class extends citeproc.Engine {
				constructor(...given: ConstructorParameters<Citeproc['Engine']>) {
					super(...given);
					engines.push(this as never);
				}
			},
		};
		const formatter = formatterOf(watched, shipped('apa.csl'), locales);
		const items = readBibtex(entries.article + entries.book).records.map(cslItemOf);
		assert.equal(formatter.format(items).length, 2);
		assert.deepEqual(
			engines.map(({ registry }) => registry.mylist),
			[[]],
		);
	});

	test('nothing is formatted as nothing', () => {
		assert.deepEqual(styled('apa').format([]), []);
	});

	test('a style that citeproc cannot use is refused with a reason', () => {
		const broken = styleWith('<bogus/>');
		assert.throws(() => formatterOf(citeproc, broken, locales), /bogus/);
	});

	test('a paper of which the style prints nothing is listed with its title', () => {
		const formatter = formatterOf(citeproc, styleWith('<text variable="publisher"/>'), locales);
		const two = '@book{x, title={Oil}}\n@book{y, title={Wax}, publisher={Harbour Press}}';
		assert.deepEqual(
			formatter.format(readBibtex(two).records.map(cslItemOf)).map(({ id, text }) => [id, text]),
			[
				['y', 'Harbour Press'],
				['x', 'Oil'],
			],
		);
		assert.throws(() => formatter.format(readBibtex('@book{x, title={Oil}}').records.map(cslItemOf)), /prints nothing/);
	});

	test('a language is served by its own locale, a sister’s, or American English', () => {
		assert.equal(localeFor('de-DE', shippedLocales), 'de-DE');
		assert.equal(localeFor('de-at', shippedLocales), 'de-DE');
		assert.equal(localeFor('fr', shippedLocales), 'fr-FR');
		assert.equal(localeFor('fi', shippedLocales), 'en-US');
	});
});

suite('styles', () => {
	for (const name of shippedStyles)
		test(`${name} comes with a bibliography and is independent`, () => {
			const facts = readStyle(shipped(`${name}.csl`));
			assert.ok(typeof facts === 'object');
			assert.deepEqual([facts.hasBibliography, facts.parent], [true, undefined]);
			assert.notEqual(facts.title, '');
		});

	test('a dependent style names the one it depends on', () => {
		const facts = readStyle(
			'<?xml version="1.0"?><style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="en-GB"><info><title>Journal of Light</title>' +
				'<link href="http://www.zotero.org/styles/light" rel="self"/><link rel="independent-parent" href="http://www.zotero.org/styles/apa"/></info></style>',
		);
		assert.deepEqual(facts, { title: 'Journal of Light', language: 'en-GB', parent: 'apa', hasBibliography: false, isOfNotes: false });
	});

	/** So many macros, of which each calls the next so many times. */
	const chained = (count: number, times: number): string =>
		styleWith(
			'<text macro="m0"/>',
			Array.from({ length: count }, (_, index) => {
				const body = index < count - 1 ? `<text macro="m${index + 1}"/>`.repeat(times) : '<text variable="title"/>';
				return `<macro name="m${index}">${body}</macro>`;
			}).join(''),
		);

	test('macros that call each other a thousand times in all are a style', () => {
		assert.equal(typeof readStyle(chained(9, 2)), 'object');
	});

	for (const [what, text, reason] of [
		['nothing', '  ', /empty/],
		['prose', 'Just a note.', /no <style>/],
		['another <style>', '<style>p { color: red }</style>', /namespace/],
		['a style that does not nest', styleWith('<text variable="title">'), /<\/layout> closes nothing/],
		['a style without its macro', styleWith('<text macro="lamp"/>'), /macro “lamp”/],
		['macros of which each calls the next twice', chained(30, 2), /macro “m\d+” leads to more than 100000 calls/],
		['a chain of macros deeper than any style has', chained(5000, 1), /more than 500 deep/],
		[
			'a macro that calls itself',
			styleWith('<text macro="m0"/>', '<macro name="m0"><text macro="m0"/></macro>'),
			/macro “m0” calls itself/,
		],
		['half a style', '<style xmlns="http://purl.org/net/xbiblio/csl"><info>', /breaks off/],
	] as const)
		test(`${what} is no style, and the reason is reported`, () => {
			assert.match(String(readStyle(text)), reason);
		});
});

suite('a list of references', () => {
	const two =
		'@article{x, author={Zorn, Ada}, title={Oil & 100\\% wax\\_es}, journal={J}, year=2001, doi={10.1000/a_b}}\n@book{y, author={Abel, Bo}, title={Wax}, year=2002}';
	const written = (style: string, languageId: string) => bibliographyText(references(style, two), languageId).split('\n');

	test('is numbered in Markdown where the style numbers', () => {
		assert.deepEqual(written('vancouver', 'markdown'), [
			'1. Zorn A. Oil & 100% wax\\_es. J. 2001. doi:10.1000/a\\_b',
			'2. Abel B. Wax. 2002.',
		]);
	});

	test('is paragraphs in Markdown otherwise', () => {
		assert.deepEqual(written('apa', 'quarto'), [
			'Abel, B. (2002). *Wax*.',
			'',
			'Zorn, A. (2001). Oil & 100% wax\\_es. *J*. <https://doi.org/10.1000/a_b>',
		]);
	});

	for (const [languageId, first, last] of [
		['latex', '\\emph{Wax}.', 'Oil \\& 100\\% wax\\_es. \\emph{J}. \\url{https://doi.org/10.1000/a_b}'],
		['typst', '#emph[Wax];.', 'Oil & 100% wax\\_es. #emph[J];. #link("https://doi.org/10.1000/a_b");'],
		['org', 'Wax.', 'Oil & 100% wax_es. J. https://doi.org/10.1000/a_b'],
		['restructuredtext', 'Wax.', 'Oil & 100% wax\\_es. J. https://doi.org/10.1000/a_b'],
	] as const)
		test(`is paragraphs in ${languageId}, with its special characters escaped`, () => {
			assert.deepEqual(written('apa', languageId), [`Abel, B. (2002). ${first}`, '', `Zorn, A. (2001). ${last}`]);
		});

	// Pandoc's manual on tex_math_dollars; Org's on LaTeX fragments; docutils' on the math role; Typst writes maths otherwise.
	const maths = "@book{m, author={Lang, Ada}, title={Bounds on $\\alpha_s$ and $f'(x)$ for \\$5 and \\$6}, year=2001}";
	for (const [languageId, title] of [
		['markdown', "*Bounds on* $\\alpha_s$ *and* $f'(x)$ *for \\$5 and \\$6*."],
		['latex', "\\emph{Bounds on} $\\alpha_s$ \\emph{and} $f'(x)$ \\emph{for \\$5 and \\$6}."],
		['typst', '#emph[Bounds on αₛ and f′(x) for \\$5 and \\$6];.'],
		['org', "Bounds on \\(\\alpha_s\\) and \\(f'(x)\\) for $5 and $6."],
		['restructuredtext', "Bounds on \\ :math:`\\alpha_s`\\  and \\ :math:`f'(x)`\\  for $5 and $6."],
	] as const)
		test(`has a title's formulas as ${languageId} writes them, and prices as text`, () => {
			assert.equal(bibliographyText(references('apa', maths), languageId), `Lang, A. (2001). ${title}`);
		});

	test('has what only looks like a formula, or would do more than show one, as text', () => {
		const odd = (title: string) => bibliographyText(references('apa', `@misc{m, title={${title}}, year=2001}`), 'latex');
		assert.match(odd('Use $a & b$'), /\\emph\{Use \\\$a \\& b\\\$\}/);
		assert.match(odd('Use $\\input{x}$'), /\\textbackslash\{\}input/);
	});

	test('links an address with dollars of its own as a whole', () => {
		const odata = '@misc{o, author={Lang, Ada}, title={Wax}, year=1998, url={https://example.org/p?$filter=a$b}}';
		for (const [languageId, link] of [
			['markdown', '<https://example.org/p?$filter=a$b>'],
			['typst', '#link("https://example.org/p?$filter=a$b");'],
			['org', 'https://example.org/p?$filter=a$b'],
		] as const)
			assert.ok(bibliographyText(references('apa', odata), languageId).endsWith(link), languageId);
	});

	test('links a DOI with angle brackets as a whole', () => {
		const sici =
			'@misc{s, author={Lang, Ada}, title={Wax}, year=1998, doi={10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2}}';
		const encoded = 'https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2';
		assert.equal(bibliographyText(references('apa', sici), 'markdown'), `Lang, A. (1998). *Wax*. <${encoded}>`);
		assert.equal(bibliographyText(references('apa', sici), 'latex'), `Lang, A. (1998). \\emph{Wax}. \\url{${encoded}}`);
	});

	test('ends what Typst would read on as a call', () => {
		assert.match(bibliographyText(references('apa', entries.article), 'typst'), /#emph\[Journal of Light\];, #emph\[3\];\(2\), 33–35/);
	});

	test('keeps the numbers in other markups', () => {
		assert.deepEqual(
			written('ieee', 'latex').map((line) => line.slice(0, 10)),
			['[1] A. Zor', '', '[2] B. Abe'],
		);
	});
});

suite('a style that cites in notes and has no bibliography', () => {
	const notes = (kind: string) =>
		`<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="${kind}"><info><title>Notes</title></info>
		<citation><layout suffix="." delimiter="; "><choose>
			<if position="subsequent"><text value="ibid"/></if>
			<else><group delimiter=", "><names variable="author"/><text variable="title" font-style="italic"/><date variable="issued" form="text" date-parts="year"/></group></else>
		</choose></layout></citation></style>`;

	test('prints each paper as the note that cites it first, every time', () => {
		const formatter = formatterOf(citeproc, notes('note'), locales);
		const items = readBibtex(entries.article + entries.book).records.map(cslItemOf);
		const printed = ['Mira Lang, Tom Berg, *Lamps of the harbour*, 2016.', 'Mira Lang, *All about lamps*, 2018.'];
		for (let time = 0; time < 2; time++)
			assert.deepEqual(
				formatter.format(items).map(({ runs }) => writeRuns(runs, 'markdown')),
				printed,
			);
	});

	test('is no style for references where it cites in the text', () => {
		const items = readBibtex(entries.book).records.map(cslItemOf);
		assert.throws(() => formatterOf(citeproc, notes('in-text'), locales).format(items), /no bibliography/);
	});
});
