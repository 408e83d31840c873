import type { Name } from '../library/formats/record.js';
import type { Paper } from '../library/paper.js';

/** Types whose venue is a journal; those of a book; the rest name no venue. */
const venueField: Readonly<Record<string, string>> = {
	article: 'journaltitle',
	inproceedings: 'booktitle',
	incollection: 'booktitle',
	inbook: 'booktitle',
	conference: 'booktitle',
};

/** A paper as a biblatex entry, one field a line, ended by a line break. */
export function bibtexOf(paper: Paper): string {
	const fields: [name: string, value: string][] = [];
	const add = (name: string, value: string | number | undefined) => {
		if (value !== undefined && value !== '') fields.push([name, String(value)]);
	};
	add('author', people(paper.authors, paper.andOthers));
	add('editor', people(paper.editors, false));
	add('title', paper.title);
	const venue = venueField[paper.type];
	if (venue) add(venue, paper.venue?.full ?? paper.venue?.short);
	add('date', paper.published ?? paper.year);
	for (const [name, value] of Object.entries(paper.fields)) add(name, name === 'pages' ? value.replace(/\s*[–-]+\s*/g, '--') : value);
	add('doi', paper.doi);
	if (paper.arxiv) {
		add('eprint', paper.arxiv);
		add('eprinttype', 'arxiv');
	}
	add('url', paper.url);
	const width = Math.max(...fields.map(([name]) => name.length));
	const lines = fields.map(([name, value]) => `  ${name.padEnd(width)} = {${balanced(value)}},`);
	return `@${paper.type}{${paper.key},\n${lines.join('\n')}\n}\n`;
}

function people(names: readonly Name[], andOthers: boolean): string | undefined {
	if (names.length === 0) return undefined;
	return names
		.map(bibtexName)
		.concat(andOthers ? ['others'] : [])
		.join(' and ');
}

function bibtexName({ family, given, particle, suffix, literal }: Name): string {
	if (literal) return /\s|,/.test(family) ? `{${family}}` : family;
	return [particle ? `${particle} ${family}` : family, suffix, given].filter((part) => part !== undefined && part !== '').join(', ');
}

/** Braces that do not match would break the entry. */
function balanced(value: string): string {
	let depth = 0;
	for (const letter of value) {
		if (letter === '{') depth++;
		else if (letter === '}' && --depth < 0) break;
	}
	return depth === 0 ? value : value.replace(/[{}]/g, '');
}
