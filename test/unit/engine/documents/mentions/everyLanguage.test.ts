import assert from 'node:assert/strict';
import { markupNames } from './positions.js';
import { citations, namedIn, written } from './promises.js';

/** Fails with every text in which other words are mentions than those in `⟦…⟧`. */
function check(texts: Iterable<readonly [markup: string, source: string]>): void {
	const failures: string[] = [];
	for (const [markup, source] of texts) {
		const { found, wanted } = namedIn(markup, source);
		if (found !== wanted) failures.push(`${markup} / ${source}: ${found || '-'}`);
	}
	assert.equal(failures.length, 0, failures.join('\n'));
}

/** What a language has for "and", for "et al." and for other authors, months, and a sentence with a mention at `◊`. */
interface Language {
	readonly and: readonly string[];
	readonly others: readonly string[];
	readonly month: string;
	readonly sentences: readonly string[];
	readonly quotes: readonly string[];
}

const languages: Readonly<Record<string, Language>> = {
	English: {
		and: ['and', '&'],
		others: ['et al.', 'et al', 'et alii', 'and others', 'and colleagues', 'and co-workers', 'and coworkers', 'and collaborators'],
		month: 'May',
		sentences: ['As ◊ show, it works.', 'It works, ◊ say.', 'See also ◊ and the appendix.', 'Unlike ◊, we do not.', "◊'s net is fast."],
		quotes: ['“◊”', '‘◊’', '"◊"'],
	},
	German: {
		and: ['und', '&', 'u.'],
		others: [
			'et al.',
			'u. a.',
			'u.a.',
			'u.\u00a0a.',
			'und andere',
			'und Kollegen',
			'und Mitarbeiter',
			'und Mitarbeitende',
			'und Kolleginnen',
		],
		month: 'März',
		sentences: ['Wie ◊ zeigen, geht es.', 'Nach ◊ geht es.', 'Vgl. ◊ und den Anhang.', 'Das Netz von ◊ ist schnell.'],
		quotes: ['„◊“', '‚◊‘', '»◊«', '«◊»'],
	},
	French: {
		and: ['et', '&'],
		others: ['et al.', 'et coll.', 'et autres', 'et collègues', 'et collaborateurs', 'et ses collègues', 'et ses collaborateurs'],
		month: 'mars',
		sentences: ['Comme ◊ le montrent, cela marche.', 'Selon ◊, cela marche.', 'Voir aussi ◊ et l’annexe.', 'Les travaux de ◊ sont connus.'],
		quotes: ['« ◊ »', '«\u00a0◊\u00a0»', '«◊»', '“◊”'],
	},
	Spanish: {
		and: ['y', 'e', '&'],
		others: ['et al.', 'y otros', 'y col.', 'y cols.', 'y colaboradores', 'y colegas'],
		month: 'marzo',
		sentences: [
			'Como ◊ muestran, funciona.',
			'Según ◊, funciona.',
			'Véase también ◊ y el anexo.',
			'El trabajo de ◊ es conocido.',
			'¿Qué dicen ◊?',
		],
		quotes: ['«◊»', '“◊”'],
	},
	Portuguese: {
		and: ['e', '&'],
		others: ['et al.', 'e outros', 'e colaboradores', 'e colegas', 'e cols.'],
		month: 'março',
		sentences: ['Como ◊ mostram, funciona.', 'Segundo ◊, funciona.', 'Ver também ◊ e o anexo.'],
		quotes: ['“◊”', '«◊»'],
	},
	Italian: {
		and: ['e', 'ed', '&'],
		others: ['et al.', 'e altri', 'e colleghi', 'e collaboratori', 'e coll.'],
		month: 'marzo',
		sentences: ['Come ◊ mostrano, funziona.', 'Secondo ◊, funziona.', 'Si veda anche ◊ e l’appendice.'],
		quotes: ['«◊»', '“◊”'],
	},
	Dutch: {
		and: ['en', '&'],
		others: ['et al.', 'e.a.', 'e.\u00a0a.', 'en anderen', 'en collega’s', "en collega's", 'en medewerkers'],
		month: 'maart',
		sentences: ['Zoals ◊ laten zien, werkt het.', 'Volgens ◊ werkt het.', 'Zie ook ◊ en de bijlage.'],
		quotes: ['“◊”', '„◊”', '‘◊’'],
	},
	Polish: {
		and: ['i', 'oraz', '&'],
		others: ['et al.', 'i in.', 'i inni', 'i wsp.', 'i współpracownicy'],
		month: 'marca',
		sentences: ['Jak ◊ pokazują, to działa.', 'Według ◊ to działa.', 'Zob. też ◊ i dodatek.'],
		quotes: ['„◊”', '«◊»'],
	},
	Swedish: {
		and: ['och', '&'],
		others: ['et al.', 'm.fl.', 'm. fl.', 'och andra', 'och kollegor', 'och medarbetare'],
		month: 'mars',
		sentences: ['Som ◊ visar, fungerar det.', 'Enligt ◊ fungerar det.'],
		quotes: ['”◊”', '»◊»'],
	},
};

const years = [
	'(2016)',
	', 2016',
	'[2016]',
	'(2016a)',
	', 2016a',
	' 2016',
	'(ICML 2016)',
	'(2016, 2019)',
	'(2016; 2019)',
	"('16)",
	'(’16)',
];

/** What may be behind a year in its brackets; the mention ends before it. */
const locators = [', p. 3)', ', S. 3)', ', pp. 3–5)', ': 12)', ', ch. 2)', ', Abb. 2)', '; see also the appendix)', ', Fig. 1)'];

const spaced = (year: string): string => (/^[, ]/.test(year) ? year : ` ${year}`);

suite('authors in every language', () => {
	for (const [name, { and, others, month, sentences, quotes }] of Object.entries(languages)) {
		const authors = [
			...and.map((each) => [`Kipf ${each} Welling`, '2017'] as const),
			...others.map((each) => [`Xie ${each}`, '2016'] as const),
			...and
				.filter((each) => each !== 'e' && each !== 'ed' && each !== 'u.')
				.map((each) => [`Ruder, Dosov ${each} Broxx`, '2017'] as const),
		];
		const texts = function* (words: (author: string, year: string) => string, frames: readonly string[]) {
			for (const markup of markupNames)
				for (const [author, year] of authors)
					for (const frame of frames)
						yield [
							markup,
							written(
								markup,
								frame.replace('◊', () => words(author, year)),
							),
						] as const;
		};

		test(`are found with a year in ${name}`, () => {
			check(texts((author, year) => `⟦${author} (${year})⟧`, sentences));
			check(texts((author, year) => `⟦${author}, ${year}⟧`, ['Text (◊).', 'Text (vgl. ◊; Nemo 1900).']));
		});

		test(`are found with years of any form in ${name}`, () => {
			for (const form of years)
				check(
					texts((author, year) => `⟦${author}${spaced(form).replace('2016', year).replace('16', year.slice(2))}⟧`, sentences.slice(0, 1)),
				);
			for (const locator of locators) check(texts((author, year) => `⟦${author} (${year}⟧${locator}`, sentences.slice(0, 1)));
			for (const each of [month, `${month} de`]) check(texts((author, year) => `⟦${author} (${each} ${year})⟧`, sentences.slice(0, 1)));
		});

		test(`are found without a year where one paper is cited in ${name}`, () => {
			for (const markup of markupNames)
				check(
					sentences
						.filter((frame) => !frame.includes('¿'))
						.flatMap((frame) =>
							authors.map(([author]) => {
								const key = author.startsWith('Kipf') ? 'kipf' : author.startsWith('Xie') ? 'xie' : 'ruder';
								return [
									markup,
									`${written(
										markup,
										frame.replace('◊', () => `⟦${author}⟧`),
									)}\n\nText ${citations[markup](key)}.\n`,
								] as const;
							}),
						),
				);
		});

		test(`are found in quotes, as are titles, in ${name}`, () => {
			for (const quote of quotes)
				check([
					...texts((author, year) => `⟦${author} (${year})⟧`, [`Text ${quote} text.`]),
					...markupNames.flatMap((markup) =>
						['Deep Weaving', 'Weaving Deep Threads with Patient Looms', 'QuNeXt'].map(
							(title) => [markup, `${sentences[0]!.replace('◊', () => quote.replace('◊', () => `⟦${title}⟧`))}`] as const,
						),
					),
				]);
		});
	}
});

suite('people who are no others', () => {
	test('begin with a capital', () =>
		check(
			markupNames.flatMap((markup) =>
				['Xie et André', 'Xie e Coll', 'Xie y Col', 'Xie and His', 'Xie och Andra'].map(
					(names) => [markup, `The paintings of ${names} are known.\n\nText ${citations[markup]('xie')}.\n`] as const,
				),
			),
		));
});

suite('several names in a row', () => {
	const rows: readonly (readonly string[])[] = [
		['QuNeXt', 'QV-Net', 'XKC'],
		['Zaremba (2014)', 'Kipf & Welling (2017)', 'Xie et al. (2016)'],
		['Zaremba, 2014', 'Kipf and Welling, 2017', 'Xie et al., 2016'],
		['QuNeXt', 'Xie et al. (2016)', 'Weaving Deep Threads with Patient Looms'],
		['Ruder, Dosov and Broxx (2017)', 'QuNeXt', 'Zaremba (2014)'],
		['10.1000/info.1', 'QuNeXt', 'arXiv:1606.03657'],
		['https://arxiv.org/abs/1606.03657', 'QuNeXt', 'XKC'],
	];
	for (const [before, between, last, after] of [
		['We use ', ', ', ' and ', '.'],
		['We use ', ', ', ', and ', '.'],
		['Wir nehmen ', ', ', ' und ', '.'],
		['On prend ', ', ', ' et ', '.'],
		['Usamos ', ', ', ' y ', '.'],
		['Text (', '; ', '; ', ').'],
		['Text (see ', '; ', '; and ', ').'],
		['', '\n\n', '\n\n', '\n'],
		['From ', ' to ', ' to ', '.'],
		['Either ', ' or ', ' or ', '.'],
		['Not ', ' but ', ', not ', '.'],
		['Over ', ' – ', ' – ', '.'],
		['We use ', ' / ', ' / ', '.'],
		['We use ', ' + ', ' + ', '.'],
		['We use ', ' vs. ', ' vs. ', '.'],
		['We use ', ' -> ', ' -> ', '.'],
		['We use ', ' → ', ' → ', '.'],
	] as const)
		test(`are all found with ${JSON.stringify(between)} and ${JSON.stringify(last)}`, () =>
			check(
				markupNames.flatMap((markup) =>
					rows.map((row) => {
						const [first, second, third] = row.map((each) => `⟦${each}⟧`);
						return [markup, written(markup, `${before}${first}${between}${second}${last}${third}${after}`)] as const;
					}),
				),
			));
});
