import { compareTexts } from '../base/compareTexts.js';
import type { Document } from '../documents/document.js';
import { latexTrees } from '../documents/project/latexRoot.js';
import type { ProjectView } from '../documents/project/projectView.js';
import { typstDocument } from '../documents/project/typstTree.js';
import { insertCopy } from '../library/formats/bibtex/copy.js';
import { insertEntry } from '../library/formats/bibtex/write.js';
import type { SourceRecord } from '../library/formats/record.js';
import { wholeRecordIn } from '../library/formats/wholeRecord.js';
import { writeHayagriva } from '../library/formats/writeHayagriva.js';
import { writeRis } from '../library/formats/writeRis.js';
import { paperFor } from '../library/keyFor.js';
import type { Paper, RecordPlace } from '../library/paper.js';
import { writeCslJson } from '../render/cslJsonText.js';
import { type Context, citingIn } from './context.js';

/** Formats that entries are exported in, by the usual ending of their files' names. */
export const exportFormats = ['bib', 'json', 'ris', 'yaml'] as const;

export type ExportFormat = (typeof exportFormats)[number];

/** What documents cite. */
export interface CitedPapers {
	/** Each paper under each key that it is cited by. */
	readonly papers: readonly Paper[];
	/** Keys that nobody has, each once. */
	readonly unknown: readonly string[];
}

/** The papers that documents cite by key. Links to notes (`[[key]]`) are no citations. */
export function papersCitedIn(context: Pick<Context, 'library' | 'bibliographiesOf'>, documents: Iterable<Document>): CitedPapers {
	const papers = new Map<string, Paper>();
	const unknown = new Set<string>();
	for (const document of documents) {
		const citing = citingIn(context, document);
		for (const { key, kind } of document.citations) {
			// `\nocite{*}` and similar commands name no paper.
			if (kind === 'wikilink' || kind === 'about' || key === '*') continue;
			const [paper] = context.library.byKey(key, citing.bibliographies);
			if (paper) papers.set(`${key} ${context.library.numberOf(paper)}`, paperFor(paper, citing, key));
			else unknown.add(key);
		}
	}
	const known = new Set([...papers.values()].map(({ key }) => key));
	return { papers: [...papers.values()], unknown: [...unknown].filter((key) => !known.has(key)).sort(compareTexts) };
}

/** The files that a document is put together from, itself among them: the parts that LaTeX, Org and Typst include. */
export function filesOfDocument(project: ProjectView, { uri, languageId, text, markup }: Document): readonly string[] {
	if (languageId === 'typst') return typstDocument(project, uri);
	if (!markup?.includes) return [uri];
	const [tree] = latexTrees(project, uri, { bibliographies: [], includes: markup.includes(text) });
	return tree?.files.includes(uri) ? tree.files : [uri];
}

/** What exporting asks for: papers under the keys that documents cite, and the texts of the files that they are in. */
export interface ExportedPapers {
	readonly papers: readonly Paper[];
	/** The text at a URI; nothing where it cannot be read. */
	textAt(uri: string): Promise<string | undefined>;
}

/**
 * A library file with exactly these papers, by their keys: in a `.bib` file entries as they are written where they come from, with the macros
 * and parents that they need; of each paper what its strongest entry says. The same papers give the same text, whatever their order.
 */
export async function exportEntries({ papers, textAt }: ExportedPapers, format: ExportFormat): Promise<string> {
	const texts = new Map<string, Promise<string | undefined>>();
	const readOnce = (uri: string): Promise<string | undefined> => {
		const known = texts.get(uri);
		if (known !== undefined) return known;
		const reading = textAt(uri);
		texts.set(uri, reading);
		return reading;
	};
	const sorted = [...papers].sort((a, b) => compareTexts(a.key.toLowerCase(), b.key.toLowerCase()) || compareTexts(a.key, b.key));
	if (format === 'bib') return bibtexOf(sorted, readOnce);
	const records: SourceRecord[] = [];
	for (const paper of sorted) records.push(await wholeRecordOf(paper, readOnce));
	if (format === 'json') return writeCslJson(records);
	return format === 'ris' ? records.map(writeRis).join('\n') : writeHayagriva(records);
}

const nowhere = { start: 0, end: 0 };

type ReadText = (uri: string) => Promise<string | undefined>;

/** What a paper's strongest entry says, under the key that is cited, with the long fields that the library does not keep. */
async function wholeRecordOf(paper: Paper, textAt: ReadText): Promise<SourceRecord> {
	const record = { ...paper, span: nowhere, keySpan: nowhere };
	const place = entryPlace(paper);
	const text = place && (await textAt(place.source));
	const whole = text === undefined ? undefined : wholeRecordIn(text, place!.source, place!);
	return whole ? { ...record, fields: { ...whole.fields, ...record.fields } } : record;
}

/** The same for a `.bib` file, with the keywords: no entry that is there shows whether to write them. */
async function recordFor(paper: Paper, key: string, textAt: ReadText): Promise<SourceRecord> {
	const record = await wholeRecordOf(paper, textAt);
	const keywords = entryPlace(paper) ? record.topics.join(', ') : '';
	return { ...record, key, fields: keywords === '' ? record.fields : { keywords, ...record.fields } };
}

const entryPlace = ({ places }: Paper): RecordPlace | undefined => places.find(({ isSummary }) => !isSummary);

async function bibtexOf(papers: readonly Paper[], textAt: ReadText): Promise<string> {
	let text = '';
	const brought = new Map<string, string>();
	const exported = new Set<string>();
	for (const paper of papers) {
		const place = paper.places.find(({ source, isSummary }) => !isSummary && /\.bib$/i.test(source));
		const source = place && (await textAt(place.source));
		// An entry is cited by each of its keys, and may have come with a child.
		const isAlias = place?.aliases?.includes(paper.key) === true;
		const key = isAlias ? place!.key : paper.key;
		const isBrought =
			place !== undefined && [...brought].some(([mark, own]) => own === key && mark.startsWith(`@${place.key.toLowerCase()} `));
		if (exported.has(key) || isBrought) continue;
		exported.add(key);
		const entry = source === undefined ? undefined : { text: source, key: place!.key, start: place!.span.start };
		const insertion = (entry && insertCopy(text, entry, key, brought)) ?? insertEntry(text, await recordFor(paper, key, textAt));
		text = text.slice(0, insertion.offset) + insertion.text + text.slice(insertion.offset);
	}
	return text;
}
