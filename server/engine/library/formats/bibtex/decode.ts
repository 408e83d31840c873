import { arxivIdentifier, arxivIdentifierIn, arxivIdentifierOfNote, doiIn } from '../identifiers.js';
import { introducedIn } from '../introducedNames.js';
import { isOfBook, listedNames, nicknameOf } from '../nicknames.js';
import { emptyRecord, type IdentifyingField, type SourceRecord, type Venue } from '../record.js';
import { type BibtexDate, readDate, readYearAndMonth } from './dates.js';
import { type BibtexEntry, type BibtexField, Shape } from './entry.js';
import { entryTypeOf, fieldNameOf, knownFields } from './entryTypes.js';
import type { FieldIn } from './inherit.js';
import { isBalanced } from './latex.js';
import { type NameList, readNames } from './names.js';
import { isMarked } from './rich.js';
import { scanEntryAt } from './scan.js';
import { itemsOf, keysOf, latexOf, type Macros, noMacros, plainOf, verbatimOf } from './values.js';

/** Fields that a record has a place of its own for, that say nothing to a reader, or that are read on demand only. */
const notKept = new Set(
	(
		'title subtitle author editor date year month day doi url eprint eprinttype arxivid arxiv keywords ids related crossref ' +
		'xref xdata abstract annotation shortjournal shorthand options execute presort sortkey sortname sortshorthand ' +
		'names sorttitle sortyear indextitle indexsorttitle label relatedoptions timestamp gender groups'
	).split(' '),
);

/** Long fields, which are read on demand only. */
const onDemand = ['abstract', 'annotation'];

const verbatimFields = new Set(['file', 'eprintclass', 'urldate', 'origdate', 'eventdate', 'pmid', 'pmcid']);
/** Fields that are lists of names. */
export const nameFields: ReadonlySet<string> = new Set(
	'afterword annotator bookauthor commentator director editora editorb editorc foreword holder introduction translator'.split(' '),
);

/** Every field that a record may need has a number, its slot. */
const slotNames: readonly string[] = [
	...new Set([...[...knownFields].map(fieldNameOf), 'arxivid', 'timestamp', 'groups', 'names', 'pmid', 'pmcid', 'director']),
];
const slotByName: ReadonlyMap<string, number> = new Map([
	...slotNames.map((name, slot): [string, number] => [name, slot]),
	...[...knownFields].map((name): [string, number] => [name, slotNames.indexOf(fieldNameOf(name))]),
	['arxiv', slotNames.indexOf('arxivid')],
	['hyphenation', slotNames.indexOf('langid')],
]);
const slot = (name: string): number => slotByName.get(name)!;

const slots = {
	title: slot('title'),
	subtitle: slot('subtitle'),
	booktitle: slot('booktitle'),
	maintitle: slot('maintitle'),
	journaltitle: slot('journaltitle'),
	shortjournal: slot('shortjournal'),
	eventtitle: slot('eventtitle'),
	series: slot('series'),
	shorttitle: slot('shorttitle'),
	origtitle: slot('origtitle'),
	shorthand: slot('shorthand'),
	names: slot('names'),
	author: slot('author'),
	editor: slot('editor'),
	date: slot('date'),
	year: slot('year'),
	month: slot('month'),
	day: slot('day'),
	origdate: slot('origdate'),
	eprint: slot('eprint'),
	eprinttype: slot('eprinttype'),
	eprintclass: slot('eprintclass'),
	arxivid: slot('arxivid'),
	doi: slot('doi'),
	url: slot('url'),
	ids: slot('ids'),
	related: slot('related'),
	keywords: slot('keywords'),
	groups: slot('groups'),
	abstract: slot('abstract'),
	volume: slot('volume'),
	note: slot('note'),
	howpublished: slot('howpublished'),
	file: slot('file'),
	type: slot('type'),
	options: slot('options'),
} as const;

/** Fields whose braces and emphasis a record keeps: titles, and lists in which an "and" in braces divides nothing. */
const markedFields: ReadonlySet<string> = new Set(
	(
		'booksubtitle booktitleaddon eventtitle eventtitleaddon howpublished institution issuesubtitle issuetitle journalsubtitle location ' +
		'mainsubtitle maintitle maintitleaddon note addendum organization origlocation origpublisher origtitle publisher series shorttitle ' +
		'titleaddon type'
	).split(' '),
);

/** For each slot how its text is kept in `fields`; `undefined` where it isn't. */
type Keeping = 'plain' | 'verbatim' | 'names' | undefined;
const keeping: readonly Keeping[] = slotNames.map((name) => {
	if (notKept.has(name)) return undefined;
	return verbatimFields.has(name) ? 'verbatim' : nameFields.has(name) ? 'names' : 'plain';
});

const noNames: NameList = { names: emptyRecord.authors, andOthers: false };

/**
 * Makes records of entries. What it keeps between two entries is only space that would else be allocated again each time.
 */
export class RecordDecoder {
	private readonly field: (BibtexField | undefined)[] = new Array(slotNames.length).fill(undefined);
	private readonly text: string[] = new Array(slotNames.length).fill('');
	private readonly present: number[] = [];
	/** Which of them come from a parent. */
	private readonly inherited: number[] = [];
	private macros: Macros = noMacros;

	/** `isWhole`: with the long fields, which the library does not keep. */
	constructor(private readonly isWhole = false) {}

	/** The record of an entry that inherits nothing. `base` is where `text` begins in its file. */
	record(text: string, entry: BibtexEntry, macros: Macros, base = 0): SourceRecord {
		this.clear(macros);
		for (const field of entry.fields) this.put(field.name, field, text);
		return this.build(entry, base);
	}

	/** The record of an entry whose fields, with those inherited, are `fields`. */
	recordOf(fields: readonly FieldIn[], entry: BibtexEntry, macros: Macros, base = 0): SourceRecord {
		this.clear(macros);
		for (const { name, field, text, isInherited } of fields) {
			this.put(name, field, text);
			const number = slotByName.get(name);
			if (isInherited && number !== undefined && this.field[number] === field) this.inherited.push(number);
		}
		return this.build(entry, base);
	}

	private clear(macros: Macros): void {
		for (const used of this.present) this.field[used] = undefined;
		this.present.length = 0;
		this.inherited.length = 0;
		this.macros = macros;
	}

	/** The first of two fields of one name counts (BibTeX), but biblatex's own name more than a classic one. */
	private put(name: string, field: BibtexField, text: string): void {
		const number = slotByName.get(name);
		if (number === undefined) return;
		const other = this.field[number];
		if (other === undefined) this.present.push(number);
		else if (name !== slotNames[number] || other.name === name) return;
		this.field[number] = field;
		this.text[number] = text;
	}

	private plain(number: number): string {
		const field = this.field[number];
		return field === undefined ? '' : plainOf(this.text[number]!, field, this.macros);
	}

	private verbatim(number: number): string {
		const field = this.field[number];
		return field === undefined ? '' : verbatimOf(this.text[number]!, field, this.macros);
	}

	private names(number: number): NameList {
		const field = this.field[number];
		if (field === undefined) return noNames;
		const list = readNames(latexOf(this.text[number]!, field, this.macros));
		if (this.field[slots.options] === undefined || !/useprefix\s*(?:=\s*true\b|,|$)/.test(this.verbatim(slots.options))) return list;
		return { ...list, names: list.names.map((name) => (name.particle === undefined ? name : { ...name, keepsParticle: true })) };
	}

	/** The LaTeX of a field; empty where there is none. */
	private latex(number: number): string {
		const field = this.field[number];
		return field === undefined ? '' : latexOf(this.text[number]!, field, this.macros);
	}

	private items(number: number): readonly string[] {
		const field = this.field[number];
		return field === undefined ? emptyRecord.topics : itemsOf(this.text[number]!, field, this.macros);
	}

	/** The keywords, each once: databases repeat them. */
	private topics(): readonly string[] {
		const items = this.items(slots.keywords);
		return items.length < 2 ? items : [...new Set(items)];
	}

	private keys(number: number): readonly string[] {
		const field = this.field[number];
		return field === undefined ? emptyRecord.aliases : keysOf(this.text[number]!, field, this.macros);
	}

	private build(entry: BibtexEntry, base: number): SourceRecord {
		const { type, kind } = entryTypeOf(entry.type);
		const authors = this.names(slots.author);
		const editors = this.names(slots.editor);
		const date = this.date();
		const first = this.field[slots.origdate] === undefined ? undefined : readDate(this.plain(slots.origdate)).year;
		const fields: Record<string, string> = {};
		const venue = this.venue(type, fields);
		this.keepFields(fields);
		// What kind of report a `@techreport` is, it does not say.
		if (kind !== undefined && kind !== 'techreport' && fields.type === undefined) fields.type = kind;
		if (date.iso !== undefined) fields.date = date.iso;
		else if (date.year === undefined && this.field[slots.year] !== undefined) fields.year = this.plain(slots.year);
		const arxivOfAll = this.arxiv(fields);
		const urlOfAll = this.url();
		const title = this.title();
		const own = this.statedAlone();
		const arxiv = own?.arxiv ?? arxivOfAll;
		const url = own?.url ?? urlOfAll;
		const doi = own?.doi ?? this.doi(urlOfAll);
		const inherited = own && inheritedOf({ arxiv, doi, url, title }, own);
		return {
			key: entry.key,
			aliases: this.keys(slots.ids),
			type,
			title,
			alsoTitles: this.isShortOfBook(title) ? this.list(slots.origtitle) : this.list(slots.shorttitle, slots.origtitle),
			authors: authors.names,
			editors: editors.names,
			andOthers: authors.andOthers,
			...this.people(),
			year: first ?? date.year,
			published: first !== undefined && first !== date.year ? date.year : undefined,
			venue,
			arxiv,
			doi,
			url,
			...(inherited && inherited.length > 0 ? { inherited } : undefined),
			names: this.nicknames(title),
			topics: this.topics(),
			...this.collections(),
			related: this.keys(slots.related),
			...introducedIn(this.startOfAbstract()),
			hasAbstract: this.hasAbstract(),
			fields,
			...this.marked(),
			span: { start: base + entry.start, end: base + entry.end },
			keySpan: { start: base + entry.keyStart, end: base + entry.keyEnd },
		};
	}

	/** JabRef's groups that the entry was put into by hand (JabRef documentation, "Groups": the field `groups`). */
	private collections(): { readonly collections?: readonly string[] } {
		const collections = this.field[slots.groups] === undefined ? [] : this.items(slots.groups);
		return collections.length > 0 ? { collections } : {};
	}

	/** Names in roles other than author and editor. */
	private people(): { readonly people?: SourceRecord['people'] } {
		let people: Record<string, SourceRecord['authors']> | undefined;
		for (const number of this.present) {
			if (keeping[number] !== 'names') continue;
			const { names } = this.names(number);
			if (names.length === 0) continue;
			people ??= {};
			people[slotNames[number]!] = names;
		}
		return people ? { people } : {};
	}

	/** The LaTeX of titles, and of lists, that says more than their plain text. */
	private marked(): { readonly marked?: SourceRecord['marked'] } {
		let marked: Record<string, string> | undefined;
		const mark = (name: string, latex: string): void => {
			if (!isMarked(latex) || !isBalanced(latex)) return;
			marked ??= {};
			marked[name] = latex;
		};
		for (const number of this.present) {
			if ((this.field[number]!.shape & (Shape.latex | Shape.joined | Shape.bare)) === 0) continue;
			const name = slotNames[number]!;
			if (name === 'title' || name === 'subtitle') {
				if (marked?.title === undefined)
					mark(
						'title',
						this.titleOf((slotNumber) => this.latex(slotNumber)),
					);
			} else if (name === 'journaltitle' || (name === 'booktitle' && this.field[slots.journaltitle] === undefined))
				mark(this.field[slots.title] === undefined && name === 'booktitle' ? 'title' : 'container', this.latex(number));
			else if (markedFields.has(name)) mark(name, this.latex(number));
		}
		return marked ? { marked } : {};
	}

	/** What identifies the entry of what it states itself; nothing where it inherits no field. */
	private statedAlone(): Identifying | undefined {
		if (this.inherited.length === 0) return undefined;
		const fields = this.inherited.map((number) => this.field[number]);
		for (const number of this.inherited) this.field[number] = undefined;
		const url = this.url();
		const own = { arxiv: this.arxiv({}), doi: this.doi(url), url, title: this.title() };
		for (const [index, number] of this.inherited.entries()) this.field[number] = fields[index];
		return own;
	}

	/** Title and subtitle as one; where there is no title, that of the whole the entry stands for. */
	private title(): string {
		return this.titleOf((number) => this.plain(number));
	}

	private titleOf(text: (number: number) => string): string {
		const title = text(slots.title) || text(slots.booktitle) || text(slots.maintitle);
		const subtitle = this.field[slots.subtitle] === undefined ? '' : text(slots.subtitle);
		if (subtitle === '') return title;
		return /[.?!:]$/.test(title) ? `${title} ${subtitle}` : `${title}: ${subtitle}`;
	}

	private list(...numbers: readonly number[]): readonly string[] {
		if (!numbers.some((number) => this.field[number] !== undefined)) return emptyRecord.alsoTitles;
		return numbers.map((number) => this.plain(number)).filter((text) => text !== '');
	}

	private date(): BibtexDate {
		if (this.field[slots.date] !== undefined) {
			const date = readDate(this.verbatim(slots.date));
			if (date.year !== undefined) return date;
		}
		return readYearAndMonth(this.plain(slots.year), this.plain(slots.month), this.plain(slots.day));
	}

	/** The nicknames: the field `names`, the shorthand, and a short title that is more than the beginning of the title. */
	private nicknames(title: string): readonly string[] {
		const shorthand = this.list(slots.shorthand);
		if (this.field[slots.names] === undefined && this.field[slots.shorttitle] === undefined) return shorthand;
		const short = this.isShortOfBook(title) ? [] : nicknameOf(this.plain(slots.shorttitle), title);
		return [...new Set([...listedNames(this.plain(slots.names)), ...short, ...shorthand])];
	}

	/** Whether the short title is that of the book that a work with another title is in. */
	private isShortOfBook(title: string): boolean {
		if (this.field[slots.shorttitle] === undefined || this.field[slots.booktitle] === undefined) return false;
		return isOfBook(this.plain(slots.shorttitle), title, this.plain(slots.booktitle));
	}

	/** Journal, else book or event. Of two the second stays in `fields`. */
	private venue(type: string, fields: Record<string, string>): Venue | undefined {
		const journal = this.plain(slots.journaltitle);
		const book = this.field[slots.title] === undefined ? '' : this.plain(slots.booktitle);
		let full = journal || book || this.plain(slots.eventtitle);
		if (journal !== '' && book !== '') fields.booktitle = book;
		if (full.length > 5 && /^arxiv\b/i.test(full)) full = 'arXiv';
		let short = this.plain(slots.shortjournal);
		if (short === '' && type === 'inproceedings' && this.field[slots.series] !== undefined) {
			const series = this.plain(slots.series);
			if (series.length <= 16 && /[A-Z]{2}/.test(series)) short = series;
		}
		if (full === '' && short === '') return undefined;
		return { ...(full && { full }), ...(short && { short }) };
	}

	private keepFields(fields: Record<string, string>): void {
		for (const number of this.present) {
			const how = keeping[number] ?? (this.isWhole && onDemand.includes(slotNames[number]!) ? 'plain' : undefined);
			if (how === undefined || how === 'names' || number === slots.journaltitle || number === slots.booktitle) continue;
			const field = this.field[number]!;
			const text = this.text[number]!;
			let value: string;
			if (number === slots.file) value = latexOf(text, field, this.macros).trim();
			else if (how === 'verbatim') value = verbatimOf(text, field, this.macros);
			else value = plainOf(text, field, this.macros);
			if (value !== '') fields[slotNames[number]!] = value;
		}
	}

	/** From `eprint` of the archive arXiv, and from where else people put it. Other eprints go to `fields`. */
	private arxiv(fields: Record<string, string>): string | undefined {
		const eprint = this.verbatim(slots.eprint);
		if (eprint !== '') {
			const archive = this.verbatim(slots.eprinttype);
			const id = archive === '' || archive.toLowerCase() === 'arxiv' ? arxivIdentifier(eprint) : undefined;
			if (id !== undefined) return id;
			fields.eprint = eprint;
			if (archive !== '') fields.eprinttype = archive;
		}
		if (this.field[slots.arxivid] !== undefined) {
			const id = arxivIdentifier(this.verbatim(slots.arxivid));
			if (id !== undefined) return id;
		}
		return (
			this.arxivIn(slots.url) ??
			this.arxivIn(slots.doi) ??
			this.arxivIn(slots.journaltitle) ??
			this.arxivIn(slots.volume) ??
			this.arxivIn(slots.note, arxivIdentifierOfNote) ??
			this.arxivIn(slots.howpublished)
		);
	}

	private arxivIn(number: number, find = arxivIdentifierIn): string | undefined {
		const field = this.field[number];
		if (field === undefined || field.valueEnd - field.valueStart < 10) return undefined;
		const text = this.verbatim(number);
		return /arxiv|abs\//i.test(text) ? find(text) : undefined;
	}

	private doi(url: string | undefined): string | undefined {
		if (this.field[slots.doi] !== undefined) {
			const found = doiIn(this.verbatim(slots.doi));
			if (found !== undefined) return found;
		}
		return url?.includes('doi.org/') ? doiIn(url) : undefined;
	}

	private url(): string | undefined {
		const url = this.verbatim(slots.url);
		// Programs put all addresses of a work into one field; each begins with its scheme.
		if (url !== '') return /^(https?:\/\/[^\s;,]+)[\s;,]+https?:\/\//.exec(url)?.[1] ?? url;
		if (this.field[slots.howpublished] === undefined) return undefined;
		return /https?:\/\/[^\s{}]+/.exec(this.verbatim(slots.howpublished))?.[0];
	}

	/** The source of the abstract, as far as its first sentences. */
	private startOfAbstract(): string | undefined {
		const field = this.field[slots.abstract];
		return field && this.text[slots.abstract]?.slice(field.valueStart, Math.min(field.valueEnd, field.valueStart + 2000));
	}

	/** Known from the bounds alone: abstracts are the larger part of many files, and nobody asks for all of them. */
	private hasAbstract(): boolean {
		const field = this.field[slots.abstract];
		return field !== undefined && field.valueEnd - field.valueStart > 2;
	}
}

type Identifying = Partial<Pick<SourceRecord, IdentifyingField>>;

const identifying: readonly IdentifyingField[] = ['doi', 'arxiv', 'url', 'title'];

const inheritedOf = (all: Identifying, own: Identifying): readonly IdentifyingField[] =>
	identifying.filter((field) => (all[field] ?? '') !== '' && (own[field] ?? '') === '');

/**
 * One field in full, such as the abstract, of the entry that begins at `start`: plain text, or nothing where the entry has
 * no such field. `name` is biblatex's or the classic name, in lower case. Inherited fields aren't looked for.
 */
export function decodeField(text: string, start: number, name: string, macros: Macros = noMacros): string | undefined {
	const entry = scanEntryAt(text, start);
	const wanted = fieldNameOf(name);
	const field =
		entry?.fields.find((candidate) => candidate.name === name) ?? entry?.fields.find((candidate) => fieldNameOf(candidate.name) === wanted);
	if (!field) return undefined;
	if (wanted === 'file') return latexOf(text, field, macros).trim();
	return wanted === 'url' || wanted === 'doi' || wanted === 'eprint' ? verbatimOf(text, field, macros) : plainOf(text, field, macros);
}
