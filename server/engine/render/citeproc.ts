import { type LocalizableMessage, localizable } from '../base/localizableMessage.js';
import { isEnglish } from '../library/formats/languages.js';
import { type CslItem, type CslName, othersMark } from './cslItem.js';
import { readStyle } from './cslStyle.js';
import { type Run, runsIn, textOfRuns } from './referenceRuns.js';

/** The part of citeproc-js that is used here; the platform loads it, when it is first needed. */
export interface Citeproc {
	readonly Engine: new (
		system: {
			retrieveLocale(language: string): string;
			retrieveItem(id: string): CslItem;
		},
		style: string,
		language?: string,
		forceLanguage?: boolean,
	) => CiteprocEngine;
	/** Words that it writes small in titles. */
	SKIP_WORDS: readonly string[];
}

/** The words that are written small in titles (CSL 1.0.2, "Title Case Conversion"); citeproc-js has a list of its own, far longer. */
const smallWords =
	'a about an and as at but by d de down for from in into nor of on onto or over so the till to up v van via von with yet'.split(' ');

interface CiteprocEngine {
	updateItems(ids: readonly string[]): unknown;
	setOutputFormat(format: 'html'): void;
	/** What a citation would look like between others, as HTML. */
	previewCitationCluster(
		citation: { readonly citationItems: readonly { readonly id: string }[]; readonly properties: { readonly noteIndex: number } },
		before: readonly [],
		after: readonly [],
		format: 'html',
	): string;
	makeBibliography(): false | readonly [parameters: BibliographyParameters, entries: readonly string[]];
	getTerm(term: string, form?: string): string | undefined;
}

interface BibliographyParameters {
	readonly entry_ids: readonly (readonly string[])[];
	readonly bibliography_errors: readonly { readonly itemID: string }[];
}

/** A locale's XML by its tag: `en-US`. `en-US` is always among them. */
export type Locales = Readonly<Record<string, string>>;

/** One work as a style prints it in a list of references. */
export interface Reference {
	/** The item's id. */
	readonly id: string;
	/** What the style puts into the margin: "[1]", "1."; empty where it has no such. */
	readonly label: string;
	readonly runs: readonly Run[];
	/** Label and reference without emphasis. */
	readonly text: string;
}

/** Why nothing is printed. */
export class Unprintable extends Error {
	constructor(readonly why: LocalizableMessage) {
		super(why.text);
	}
}

/** A style with its locale, ready to format. Making one takes up to two seconds, so it is kept. */
export interface Formatter {
	/**
	 * The items as the style prints, sorts and numbers them; each id once. A style that cites in notes and has no bibliography prints each as the note
	 * that cites it first. Throws where the style fails on them.
	 */
	format(items: readonly CslItem[]): readonly Reference[];
}

/**
 * A formatter for a style's XML. `language` is the document's own (a language tag); where left out, the style's. Throws an
 * error with the reason where the style cannot be used.
 */
export function formatterOf(citeproc: Citeproc, style: string, locales: Locales, language?: string): Formatter {
	let items: ReadonlyMap<string, CslItem> = new Map();
	const system = {
		retrieveLocale: (tag: string) => locales[localeFor(tag, Object.keys(locales))] ?? '',
		retrieveItem: (id: string) => items.get(id)!,
	};
	citeproc.SKIP_WORDS = smallWords;
	const engine = new citeproc.Engine(system, style, language, language !== undefined);
	engine.setOutputFormat('html');
	const others = othersIn(engine);
	const facts = readStyle(style);
	const citesInNotes = typeof facts !== 'string' && facts.isOfNotes;
	const referenceOf = (id: string, html: string): Reference => {
		const { label, runs } = runsIn(others(html).replace(/(?<=\.) (?=,)|(?<=\.),(?=(?:<[^<>]*>)*[”’»])/g, ''));
		return { id, label, runs, text: [label, textOfRuns(runs)].filter((part) => part !== '').join(' ') };
	};
	const referencesTo = (given: readonly CslItem[]): readonly Reference[] => {
		engine.updateItems([...items.keys()]);
		const made = engine.makeBibliography();
		if (!made && citesInNotes) return given.map(({ id }) => referenceOf(id, noteOn(engine, id)));
		if (!made) throw new Unprintable(localizable('The style has no bibliography: it formats citations only.'));
		const [{ entry_ids: ids, bibliography_errors: errors }, entries] = made;
		// What the style prints nothing of is counted among the ids and missing from the entries.
		const silent = new Set(errors.map(({ itemID }) => itemID));
		const printed = ids.map(([id = '']) => id).filter((id) => !silent.has(id));
		if (printed.length === 0) throw new Unprintable(localizable('The style prints nothing of these papers.'));
		const references = entries.map((entry, index) => referenceOf(printed[index] ?? '', entry));
		return [...references, ...given.filter(({ id }) => silent.has(id)).map(bareReference)];
	};
	return {
		format(given) {
			items = new Map(given.map((item) => [item.id, prepared(item)]));
			try {
				return items.size === 0 ? [] : referencesTo(given);
			} finally {
				// What citeproc-js keeps of a work takes far more than the work, and one that has changed since would not be read again.
				engine.updateItems([]);
				items = new Map();
			}
		},
	};
}

/** The note that cites an item for the first time, as HTML. */
const noteOn = (engine: CiteprocEngine, id: string): string =>
	engine.previewCitationCluster({ citationItems: [{ id }], properties: { noteIndex: 1 } }, [], [], 'html');

/** Numbers in which citeproc-js takes a hyphen for a range, unless a backslash is before it. */
const numbers: ReadonlySet<string> = new Set(['issue', 'number', 'volume']);

/** Titles whose case citeproc-js changes in every language. */
const otherTitles: ReadonlySet<string> = new Set(['collection-title', 'container-title', 'event-title', 'original-title', 'volume-title']);

/**
 * An item as citeproc-js prints it by the specification: bodies are names like others, which it would join in a way of its own, an event has
 * its name of CSL 1.0 as well, and a thing of no type has none.
 */
function prepared(item: CslItem): CslItem {
	const isForeign = typeof item.language === 'string' && !isEnglish(item.language);
	const changed = Object.entries(item).map(([variable, value]) => {
		if (numbers.has(variable)) return [variable, String(value).replaceAll('-', '\\-')];
		if (Array.isArray(value)) return [variable, value.map(asName)];
		return isForeign && otherTitles.has(variable) ? [variable, `<span class="nocase">${value}</span>`] : [variable, value];
	});
	return {
		...Object.fromEntries(changed),
		...(item['event-title'] !== undefined && { event: item['event-title'] }),
		...(item.type === 'document' && { type: '' }),
	};
}

const asName = (name: CslName): CslName => (name.literal === undefined ? name : { family: name.literal });

/** A work of whose fields the style prints none: its title or, where it has none, its key, so that it is not lost. */
function bareReference({ id, title }: CslItem): Reference {
	const text = typeof title === 'string' ? title : id;
	return { id, label: '', runs: [{ text, emphases: [] }], text };
}

/** The tag of the locale that serves a language: itself, another of the same language, or American English. */
export function localeFor(language: string, tags: readonly string[]): string {
	const wanted = language.toLowerCase();
	const primary = wanted.split('-')[0]!;
	return tags.find((tag) => tag.toLowerCase() === wanted) ?? tags.find((tag) => tag.toLowerCase().split('-')[0] === primary) ?? 'en-US';
}

/** Turns the name that stands for "and others", with the "and" a style puts before the last name, into the locale's "et al.". */
function othersIn(engine: CiteprocEngine): (html: string) => string {
	const term = (name: string, fallback: string) => engine.getTerm(name) || fallback;
	const and = [term('and', 'and'), '&#38;', '&amp;', '&'].map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
	const etAl = term('et-al', 'et al.');
	const pattern = new RegExp(`(,|(?<!\\s))\\s*(?:(?:…|\\. \\. \\.)\\s*)?(?:(?:${and})\\s*)?${othersMark}(\\.?)`, 'g');
	return (html) => html.replace(pattern, (_, comma: string, period: string) => `${comma} ${etAl}${etAl.endsWith('.') ? '' : period}`);
}
