import { tidied } from './bibtex/escape.js';
import { withEntities } from './htmlText.js';
import type { Name, SourceRecord } from './record.js';
import { risFields, risKinds, risTypes } from './risTags.js';

/** RIS's reference type for each of biblatex's entry types that has one (RIS format specification, "Reference types"). */
const types: Readonly<Record<string, string>> = {
	article: 'JOUR',
	artwork: 'ART',
	audio: 'SOUND',
	book: 'BOOK',
	booklet: 'PAMP',
	collection: 'EDBOOK',
	dataset: 'DATA',
	inbook: 'CHAP',
	incollection: 'CHAP',
	inproceedings: 'CPAPER',
	inreference: 'ENCYC',
	jurisdiction: 'CASE',
	legislation: 'STAT',
	letter: 'PCOMM',
	movie: 'MPCT',
	music: 'MUSIC',
	mvbook: 'BOOK',
	online: 'ELEC',
	patent: 'PAT',
	periodical: 'JFULL',
	proceedings: 'CONF',
	report: 'RPRT',
	software: 'COMP',
	standard: 'STAND',
	thesis: 'THES',
	unpublished: 'UNPB',
	video: 'VIDEO',
};

/** Types whose series is their second title. */
const wholes: ReadonlySet<string> = new Set(['BOOK', 'EDBOOK', 'RPRT', 'THES', 'CONF', 'PAMP', 'MPCT', 'VIDEO', 'SOUND']);

/** A record in RIS, with a line end behind it. What RIS has no tag for is left out. */
export function writeRis(record: SourceRecord): string {
	const { fields } = record;
	const type = kindOf(record);
	const lines: string[] = [];
	const put = (tag: string, value: string | undefined): void => {
		const text = tidied(value ?? '');
		if (text !== '') lines.push(`${tag}  - ${tag === 'UR' || tag === 'DO' ? text : withEntities(text)}`);
	};
	put('TY', type);
	put('ID', record.key);
	for (const [tag, names] of peopleOf(record, type)) for (const name of names) put(tag, listed(name));
	put('TI', record.title);
	if (!wholes.has(type)) put('T2', record.venue?.full);
	put('JA', record.venue?.short);
	for (const [tag, name] of Object.entries(risFields)) put(tag === 'T3' && wholes.has(type) ? 'T2' : tag, fields[name]);
	const year = record.published ?? record.year;
	put('PY', year === undefined ? fields.year : String(year));
	put('DA', slashed(fields.date, year));
	put('Y2', slashed(fields.urldate));
	const [, from, to] = /^(\d+)–(\d+)$/.exec(fields.pages ?? '') ?? [];
	put('SP', from ?? fields.pages ?? (wholes.has(type) ? fields.pagetotal : undefined));
	put('EP', to);
	put('PB', fields.publisher ?? fields.institution ?? fields.organization);
	put('SN', fields.isbn ?? fields.issn);
	put('M3', record.type === 'article' ? undefined : fields.type);
	put('DO', record.doi);
	put('UR', record.url ?? (record.arxiv === undefined ? undefined : `https://arxiv.org/abs/${record.arxiv}`));
	for (const topic of record.topics) put('KW', topic);
	return `${lines.join('\n')}\nER  - \n`;
}

/** Names with their tags. Readers take the second names of a whole for the editors of its second title, which is its series. */
function peopleOf({ authors, editors, people = {}, fields }: SourceRecord, type: string): readonly (readonly [string, readonly Name[]])[] {
	const isSecond = wholes.has(type) && fields.series !== undefined;
	return [
		['AU', authors],
		['ED', editors],
		[isSecond ? 'A2' : 'A3', people['csl-collection-editor'] ?? []],
		['A4', people.translator ?? []],
	];
}

/** The reference type that was made for its kind, such as newspapers, else that of its entry type. */
function kindOf({ type, fields }: SourceRecord): string {
	const special = Object.entries(risKinds).find(
		([kind, marks]) => risTypes[kind] === type && Object.entries(marks).every(([field, value]) => fields[field] === value),
	);
	return special?.[0] ?? types[type] ?? 'GEN';
}

/** "Family, Given, Suffix"; a body is written without a comma. */
function listed({ family, given, particle, suffix, literal }: Name): string {
	const last = [particle, family].filter(Boolean).join(' ').replaceAll(',', ' ');
	if (literal) return last;
	return [last, given ?? '', suffix ?? '']
		.map((part) => part.replaceAll(',', ' '))
		.join(', ')
		.replace(/(?:, )?$/, '')
		.replace(/^([^,]*)$/, '$1,');
}

/** A date of a year, month or day with slashes; nothing for ranges and dates in doubt, which RIS has not. */
function slashed(date: string | undefined, year?: number): string | undefined {
	const [, ...parts] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date ?? '') ?? [];
	if (parts[0] === undefined || (year !== undefined && Number(parts[0]) !== year)) return undefined;
	return `${parts[0]}/${parts[1] ?? ''}/${parts[2] ?? ''}/`;
}
