import type { Name } from '../library/formats/record.js';
import { frontMatterOf } from '../library/formats/summary.js';
import type { Paper } from '../library/paper.js';
import { readingOf } from '../library/readingState.js';
import type { PaperDetails } from '../library/zotero/details.js';
import { fullName } from '../render/reference.js';
import { answer, caps, counted, quoted, quotedLine, type ToolAnswer } from './answer.js';
import { findPaper, isPaper, type Wanted } from './findPaper.js';
import { inputOf, optional, text } from './inputs.js';
import { mentionLines } from './mentions.js';
import { abstractOf, summaryOf } from './paperTexts.js';
import { isInside, pathOf, sourcesOf, type ToolWorkspace } from './toolWorkspace.js';

export const paperInput = inputOf({
	key: optional(text('Citation key.')),
	doi: optional(text('DOI or arXiv id.')),
	title: optional(text('Title.')),
});

const mostAuthors = 12;
const mostPlaces = 8;
const mostNotes = 3;
const mostAnnotations = 15;

/** What the library says of a paper: its fields, its summary or abstract, the user's notes on it, where notes mention it. */
export async function getPaper(workspace: ToolWorkspace, wanted: Wanted): Promise<ToolAnswer> {
	const paper = findPaper(workspace.context.library, wanted);
	return isPaper(paper) ? paperAnswer(workspace, paper) : paper;
}

/** The same of a paper that was found. */
export async function paperAnswer(workspace: ToolWorkspace, paper: Paper): Promise<ToolAnswer> {
	const summary = await summaryOf(workspace, paper);
	const details = await workspace.detailsOf?.(paper);
	const abstract = summary === undefined ? ((await abstractOf(workspace, paper)) ?? details?.abstract) : undefined;
	const said = summary ?? abstract;
	const mentions = await mentionLines(workspace, paper, mostPlaces);
	const notes = await notesOn(workspace, paper);
	const lines = [
		...fieldLines(workspace, paper),
		...(said === undefined ? [] : [`${summary === undefined ? 'abstract' : 'summary'} (${shownOf(said)}):`, quoted(said, caps.abstract)]),
		...notes,
		...(details ? markedLines(details) : []),
		...(mentions.places === 0
			? []
			: [`mentioned in ${counted(mentions.places, 'place')} of ${counted(mentions.notes, 'note')}:`, ...mentions.lines]),
	];
	const nothing = said === undefined ? ' It has neither summary nor abstract; do not make one up.' : '';
	return answer(`${quotedLine(paper.key, caps.key)} is in the library.${nothing}`, lines);
}

/** What the user marked and wrote in Zotero. */
function markedLines({ annotations, notes }: PaperDetails): readonly string[] {
	const marked = annotations.filter(({ text, comment }) => text !== '' || comment !== '');
	const left = marked.length - mostAnnotations;
	const lines = marked.slice(0, mostAnnotations).map(({ page, text, comment }) => {
		const parts = [text === '' ? '' : `“${text}”`, comment].filter((part) => part !== '');
		return `${page === '' ? '' : `p. ${quotedLine(page, 20)}: `}${quotedLine(parts.join(' – '), caps.sentence)}`;
	});
	return [
		...(lines.length === 0 ? [] : ['the user’s annotations:', ...lines]),
		...(left > 0 ? [counted(left, 'more annotation')] : []),
		...notes.slice(0, mostNotes).flatMap(({ text }) => ['the user’s note in Zotero:', quoted(text, caps.note)]),
	];
}

const shownOf = (text: string): string => (text.length > caps.abstract ? `first ${caps.abstract} of ${text.length} characters` : 'whole');

function fieldLines(workspace: ToolWorkspace, paper: Paper): readonly string[] {
	const { venue, fields, year, published, context } = { ...paper, context: workspace.context };
	const { state, date, isStarred } = readingOf(context.readings, paper);
	const line = (name: string, value: string | number | undefined, longest: number = caps.title): readonly string[] =>
		value === undefined || value === '' ? [] : [`${name}: ${quotedLine(String(value), longest)}`];
	return [
		...line('key', paper.key, caps.key),
		...line(
			'other keys',
			paper.keys
				.filter((key) => key !== paper.key)
				.slice(0, 5)
				.join(', '),
		),
		...line('title', paper.title),
		...line('authors', namesOf(paper.authors, paper.andOthers), caps.line),
		...line('editors', paper.authors.length === 0 ? namesOf(paper.editors, false) : '', caps.line),
		...line('year', year ?? published),
		...line('published', published !== undefined && published !== year ? published : undefined),
		...line('type', paper.type),
		...line('venue', venue?.full ?? venue?.short),
		...line('volume', fields.volume),
		...line('number', fields.number),
		...line('pages', fields.pages),
		...line('publisher', fields.publisher),
		...line('doi', paper.doi),
		...line('arxiv', paper.arxiv),
		...line('url', paper.url),
		...line('topics', paper.topics.slice(0, 10).join(', ')),
		...line('related', paper.related.slice(0, 8).join(', ')),
		...line('in', sourcesOf(workspace, paper).join(', ')),
		...line('starred', isStarred ? 'yes' : undefined),
		...line('reading state', state === 'unread' ? undefined : `${state}${date === undefined ? '' : ` since ${date}`}`),
	];
}

const namesOf = (names: readonly Name[], andOthers: boolean): string => {
	const left = names.length - mostAuthors;
	const shown = names.slice(0, mostAuthors).map(fullName).join('; ');
	return left > 0 ? `${shown}; and ${left} more` : andOthers && names.length > 0 ? `${shown}; and others` : shown;
};

/** What the user has written in notes on the paper, which say so in their front matter. */
async function notesOn(workspace: ToolWorkspace, paper: Paper): Promise<readonly string[]> {
	const uris = workspace.context.notes.notesOn(paper);
	const lines: string[] = [];
	for (const uri of uris.slice(0, mostNotes)) {
		if (!(await isInside(workspace, uri))) continue;
		const text = await workspace.textAt(uri).catch(() => undefined);
		const body = text?.slice(frontMatterOf(text)?.end ?? 0).trim();
		if (body) lines.push(`the user’s note ${quotedLine(pathOf(workspace, uri), caps.key)}:`, quoted(body, caps.note));
	}
	return uris.length > mostNotes ? [...lines, `${counted(uris.length - mostNotes, 'more note')} on this paper`] : lines;
}
