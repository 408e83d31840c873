import { tidied } from '../../server/engine/library/formats/bibtex/escape.js';
import { asWritten } from '../../server/engine/library/formats/bibtex/names.js';
import { readBibtex, readWholeBibtex } from '../../server/engine/library/formats/bibtex/read.js';
import { defaultStyle } from '../../server/engine/library/formats/bibtex/style.js';
import { writeEntry } from '../../server/engine/library/formats/bibtex/write.js';
import { readCslJson } from '../../server/engine/library/formats/cslJson.js';
import { languageTag } from '../../server/engine/library/formats/languages.js';
import { emptyRecord, type Name, type Reading, type SourceRecord } from '../../server/engine/library/formats/record.js';
import { readRis } from '../../server/engine/library/formats/ris.js';
import { writeHayagriva } from '../../server/engine/library/formats/writeHayagriva.js';
import { writeRis } from '../../server/engine/library/formats/writeRis.js';
import { readYamlLibrary } from '../../server/engine/library/formats/yamlLibrary.js';
import { writeCslJson } from '../../server/engine/render/cslJsonText.js';
import { randomFrom } from './random.js';

/** A format that is written and read, and the facts of a record that it has a place for. */
export interface TripFormat {
	readonly name: string;
	readonly facts: ReadonlySet<string>;
	write(record: SourceRecord): string;
	read(text: string): Reading;
}

const common =
	'abstract authors date doi edition editors isbn issn keywords langid location note number pages publisher series title translator type url urldate ' +
	'venue volume year';
const all = new Set(common.split(' '));
const without = (...facts: readonly string[]): ReadonlySet<string> => new Set([...all].filter((fact) => !facts.includes(fact)));

export const tripFormats: readonly TripFormat[] = [
	{
		name: 'biblatex',
		facts: all,
		write: (record) => writeEntry(record, { ...defaultStyle, biblatex: true, order: ['keywords'] }),
		read: readWhole,
	},
	// Classic BibTeX has no `@online`.
	{
		name: 'classic',
		facts: without('type'),
		write: (record) => writeEntry(record, { ...defaultStyle, order: ['keywords'] }),
		read: readWhole,
	},
	{ name: 'CSL-JSON', facts: all, write: (record) => writeCslJson([record]), read: readCslJson },
	// One number for a book; no serial where there is a series.
	{ name: 'RIS', facts: all, write: writeRis, read: readRis },
	{ name: 'Hayagriva', facts: without('keywords'), write: (record) => writeHayagriva([record]), read: readYamlLibrary },
];

/** A `.bib` text with the long fields, which are read on demand. */
function readWhole(text: string): Reading {
	const { records, problems } = readBibtex(text);
	return { records: records.flatMap(({ span }) => readWholeBibtex(text, span.start) ?? []), problems };
}

/** What a record says, in a form that does not depend on how formats write the same: case of titles, braces, blanks, kinds of dashes and quotes. */
export function factsOf(record: SourceRecord): Readonly<Record<string, string>> {
	const plain = (text: string | undefined): string =>
		tidied(text ?? '')
			.replace(/[{}]/g, '')
			.replace(/[–—]/g, '-')
			.replace(/[“”„]/g, '"')
			.replace(/[‘’`]/g, "'")
			.replace(/\s+/g, ' ')
			.trim()
			.toLowerCase();
	const names = (list: readonly Name[] = []): string =>
		list.map((name) => plain(asWritten(name)).replaceAll(',', '').replace(/\s+/g, ' ').trim()).join('; ');
	// Several places or publishers are a list in biblatex; other formats have one text, in which they are set apart by semicolons.
	const listed = (text: string | undefined): string => plain(text).replaceAll('; ', ' and ');
	const { fields, people } = record;
	const facts = {
		abstract: plain(fields.abstract),
		authors: names(record.authors),
		date: /^\d{4}-\d{2}/.exec(fields.date ?? '')?.[0] ?? '',
		doi: record.doi ?? '',
		edition: plain(fields.edition),
		editors: names(record.editors),
		isbn: plain(fields.isbn),
		issn: plain(fields.issn),
		keywords: record.topics.map(plain).join('; '),
		langid: languageTag(fields.langid ?? '')?.slice(0, 2) ?? '',
		location: listed(fields.location),
		note: plain(fields.note),
		number: plain(fields.number),
		pages: plain(fields.pages),
		publisher: listed(fields.publisher ?? fields.institution),
		series: plain(fields.series),
		title: plain(record.title),
		translator: names(people?.translator),
		type: record.type,
		// Braces are written as addresses have them (RFC 3986).
		url: (record.url ?? '').replaceAll('{', '%7B').replaceAll('}', '%7D'),
		urldate: fields.urldate ?? '',
		venue: plain(record.venue?.full),
		volume: plain(fields.volume),
		year: String(record.published ?? record.year ?? ''),
	};
	return facts;
}

const hostile = [
	'{',
	'}',
	'{}',
	'}{',
	'$',
	'$x$',
	'$$',
	'@',
	'@book{x,',
	'%',
	'#',
	'\\',
	'\\emph',
	'"',
	"''",
	'``',
	'~',
	'^',
	'_',
	'&',
	',',
	';',
	' = ',
	'\n',
	'\n\n',
	'\r\n',
	'\t',
	'\u0000',
	'\u0007',
	'\u0085',
	'\u2028',
	'é',
	'Å',
	'ø',
	'ß',
	'漢字',
	'😀',
	'\ud800',
	'ER  - ',
	'TY  - JOUR',
	'%0 Book',
	'---',
	': ',
	'- ',
	'#tag',
	'*',
	'&amp;',
	"'",
	'|',
	'>',
	'?',
	'!',
	'\u00a0',
	'[1]',
	'(a)',
	'and',
	'others',
];
const words = 'lamp harbour Light DNA iPhone Sea of the On Göteborg 42 river'.split(' ');

/** Records of all that formats have in common, one in two with text that formats give a meaning of their own; the same for the same seed. */
export function* generatedRecords(count: number, seed: number): Generator<SourceRecord> {
	const random = randomFrom(seed);
	const pick = <Each>(from: readonly Each[]): Each => from[random(from.length)]!;
	for (let index = 0; index < count; index++) {
		const isHostile = index % 2 === 1;
		const text = (most: number): string => {
			const parts = Array.from({ length: 1 + random(most) }, () => (isHostile && random(3) === 0 ? pick(hostile) : pick(words)));
			return `${pick(words)} ${parts.join(random(2) === 0 && isHostile ? '' : ' ')}`;
		};
		const name = (): Name => {
			const word = (): string => (isHostile && random(4) === 0 ? `X${text(1)}` : pick(['Berg', 'Doe', 'Roe', 'Lang', 'O’Hara', 'Müller']));
			const form = random(6);
			if (form === 0) return { family: `${word()} Society`, literal: true };
			if (form === 1) return { family: word(), given: pick(['Anna', 'B. C.']), particle: 'van der', keepsParticle: true };
			return { family: word(), given: pick(['Anna', 'B. C.', 'Jean-Luc']) };
		};
		const names = (least: number): readonly Name[] => Array.from({ length: least + random(3) }, name);
		const type = pick(['article', 'book', 'incollection', 'inproceedings', 'report', 'thesis', 'online']);
		const isPart = type.startsWith('in');
		const isArticle = type === 'article';
		const hasInstitution = type === 'report' || type === 'thesis';
		const year = 1900 + random(120);
		const fields: Record<string, string> = {};
		const sometimes = (field: string, value: string): void => {
			if (random(2) === 0) fields[field] = value;
		};
		sometimes('abstract', text(9));
		sometimes('date', `${year}-0${1 + random(9)}${random(2) === 0 ? `-1${random(9)}` : ''}`);
		sometimes('langid', pick(['swedish', 'ngerman', 'french', 'english']));
		sometimes('note', text(4));
		if (type !== 'online') sometimes(hasInstitution ? 'institution' : 'publisher', text(2));
		if (!isArticle && type !== 'online' && type !== 'thesis' && !hasInstitution) sometimes('location', text(2));
		if (isArticle) {
			sometimes('volume', String(1 + random(90)));
			sometimes('number', String(1 + random(12)));
			sometimes('issn', '1234-5679');
		}
		if (isArticle || isPart) sometimes('pages', `${1 + random(50)}–${60 + random(50)}`);
		if (type === 'book') {
			sometimes('edition', String(2 + random(4)));
			sometimes('isbn', '978-3-16-148410-0');
			sometimes('volume', String(1 + random(9)));
		}
		if (isPart) sometimes('series', text(2));
		const translators = type === 'book' || isPart ? names(0) : [];
		const hasAddress = random(2) === 0 || type === 'online';
		if (hasAddress) sometimes('urldate', '2020-01-02');
		const address = isHostile
			? `https://example.org/${pick(['a_b', 'a%20b', 'a{b}', 'a#b', 'a$b', 'a~b', 'a&b=c'])}`
			: 'https://example.org/lamp';
		yield {
			...emptyRecord,
			key: `k${index}`,
			type,
			title: text(6),
			authors: names(1),
			editors: type === 'book' || isPart ? names(0) : [],
			...(translators.length > 0 && { people: { translator: translators } }),
			year,
			...((isArticle || isPart) && { venue: { full: text(4) } }),
			...(random(2) === 0 && { doi: `10.1000/${random(99999)}` }),
			...(hasAddress && { url: address }),
			topics: random(2) === 0 ? ['light', 'sea and shore'] : [],
			hasAbstract: fields.abstract !== undefined,
			fields,
			keepsTitleCase: true,
		};
	}
}

/** A record that is not there behind two formats, or says less than both can hold. */
export interface Loss {
	readonly formats: string;
	readonly fact: string;
	readonly before: string;
	readonly after: string;
	readonly written: string;
}

/** What is lost of a record on its way through every pair of formats. */
export function* lossesOf(record: SourceRecord): Generator<Loss> {
	const before = factsOf(record);
	for (const first of tripFormats) {
		const once = trip(first, record);
		if ('fact' in once) {
			yield once;
			continue;
		}
		for (const second of tripFormats) {
			const twice = trip(second, once.record);
			const formats = `${first.name} → ${second.name}`;
			if ('fact' in twice) {
				yield { ...twice, formats };
				continue;
			}
			const after = factsOf(twice.record);
			for (const [fact, said] of Object.entries(before))
				if (first.facts.has(fact) && second.facts.has(fact) && after[fact] !== said)
					yield { formats, fact, before: said, after: after[fact]!, written: `${once.written}\n${twice.written}` };
		}
	}
}

function trip({ name, write, read }: TripFormat, record: SourceRecord): { readonly record: SourceRecord; readonly written: string } | Loss {
	const written = write(record);
	const { records, problems } = read(written);
	const [again] = records;
	if (again && records.length === 1 && problems.length === 0 && again.key === record.key) return { record: again, written };
	return { formats: name, fact: 'record', before: record.key, after: records.map(({ key }) => key).join(', '), written };
}
