// Writes the attacks into a folder: each in a summary, an entry or a note of its own, or several that leave each other alone in one.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Places of a paper that hold one text each; a summary's body holds any number. */
const singular = [
	'title',
	'author',
	'venue',
	'topic',
	'svg',
	'claim',
	'equation',
	'url',
	'doi',
	'heading',
	'keywords',
	'abstract',
	'note',
	'file',
];
/** Those of an entry rather than a summary: a page shows the one or the other. */
const ofEntries = ['abstract', 'note', 'file', 'keywords'];
/** What is not in the paper itself, but around it. */
const around = ['file name', 'sentence', 'card'];
/** Pages that show several papers, or one at a time: each attack has its own. */
const apart = ['preview'];
const perBody = 12;

const keyOf = ({ page, id }) => `${page.replace(/\W/g, '')}${id}`;

export const endMark = 'This is the end of the page.';

/** The texts of an attack with what it needs put in. */
export function armed({ id, text }, canary, outside) {
	return text
		.replaceAll('{harm}', `harm(${id})`)
		.replaceAll('{canary}', `${canary}/${id}`)
		.replaceAll('{long}', `${id} ${'x'.repeat(200_000)}`)
		.replaceAll('{spy}', `https://spy.example/${id}.png`)
		.replaceAll('{command}', `command:attacks.harm?${id}`)
		.replaceAll('{outside}', outside)
		.replaceAll('{id}', String(id));
}

/** Which attacks of a page share a paper. */
export function papersOf(attacks, page) {
	const papers = [];
	for (const attack of attacks.filter((each) => each.page === page && (each.place === 'body' || singular.includes(each.place)))) {
		const isEntry = ofEntries.includes(attack.place);
		const fits = (paper) =>
			!attack.alone &&
			!apart.includes(page) &&
			!paper.alone &&
			paper.isEntry === isEntry &&
			(attack.place === 'body'
				? paper.attacks.filter(({ place }) => place === 'body').length < perBody
				: paper.attacks.every(({ place }) => place !== attack.place));
		const paper = papers.find(fits);
		if (paper) paper.attacks.push(attack);
		else papers.push({ key: keyOf(attack), alone: attack.alone, isEntry, attacks: [attack] });
	}
	// Around the first paper: notes that mention it, and one that is related to it.
	for (const attack of attacks.filter((each) => each.page === page && around.includes(each.place))) papers[0].attacks.push(attack);
	return papers;
}

const quoted = (text) => JSON.stringify(text);

function summaryOf({ key, attacks }, text) {
	const related = attacks.filter(({ place }) => place === 'card').map(keyOf);
	const at = (place) => attacks.filter((attack) => attack.place === place).map(text);
	const [title = `Lantern ${key}`] = at('title');
	const lines = [
		`key: ${key}`,
		`title: ${quoted(title)}`,
		`authors: [${quoted(at('author')[0] ?? 'Doe, Jo')}]`,
		'year: 2020',
		...at('venue').map((venue) => `venue: ${quoted(venue)}`),
		...(at('topic').length + at('svg').length > 0 ? [`topics: [${[...at('topic'), ...at('svg')].map(quoted).join(', ')}]`] : []),
		...at('equation').map((equation) => `equation: ${quoted(equation)}`),
		...at('url').map((url) => `url: ${quoted(url)}`),
		...at('doi').map((doi) => `doi: ${quoted(doi)}`),
		...(related.length > 0 ? [`related: [${related.join(', ')}]`] : []),
	];
	const headings = at('heading').map((heading) => `## ${heading}\n\nBelow it.`);
	return `---\n${lines.join('\n')}\n---\n\n${at('claim')[0] ?? 'What it says.'}\n\n## Method\n\nHow it says it.\n\n${[...headings, ...at('body')].join('\n\n')}\n\n${endMark}\n`;
}

function entryOf({ key, attacks }, text) {
	const at = (place) => attacks.filter((attack) => attack.place === place).map(text)[0];
	const fields = {
		title: `Lantern ${key}`,
		author: 'Doe, Jo',
		year: '2020',
		...Object.fromEntries(ofEntries.map((place) => [place, at(place)])),
	};
	const lines = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`  ${name} = {${value}},`]));
	return `@misc{${key},\n${lines.join('\n')}\n}\n`;
}

/** Writes the folder. Answers where it is, and which papers are on which page. */
export function attackedFolder(attacks, canary) {
	const outside = mkdtempSync(path.join(tmpdir(), 'lectern-outside-'));
	const folder = mkdtempSync(path.join(tmpdir(), 'lectern-attacked-'));
	const text = (attack) => armed(attack, canary, path.basename(outside));
	const put = (name, content) => writeFileSync(path.join(folder, name), content);
	for (const name of ['summaries', 'notes', 'figures']) mkdirSync(path.join(folder, name));
	const papers = Object.fromEntries([...new Set(attacks.map(({ page }) => page))].map((page) => [page, papersOf(attacks, page)]));
	const all = Object.values(papers).flat();
	for (const paper of all.filter(({ isEntry }) => !isEntry)) put(`summaries/${paper.key}.md`, summaryOf(paper, text));
	put(
		'hostile.bib',
		all
			.filter(({ isEntry }) => isEntry)
			.map((paper) => entryOf(paper, text))
			.join('\n'),
	);
	for (const { key, attacks: own } of all)
		for (const attack of own) {
			if (attack.place === 'file name') put(`notes/${text(attack)}.md`, `As [@${key}] says.\n`);
			if (attack.place === 'sentence') put('notes/sentence.md', `As [@${key}] says, ${text(attack)} at length.\n`);
			if (attack.place === 'card')
				put(`summaries/${keyOf(attack)}.md`, summaryOf({ key: keyOf(attack), attacks: [{ ...attack, place: 'title' }] }, text));
		}
	for (const { id } of attacks.filter((attack) => attack.text.includes('secret-')))
		writeFileSync(
			path.join(outside, `secret-${id}.svg`),
			'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30"><rect width="30" height="30"/></svg>',
		);
	put('summaries/plain.md', summaryOf({ key: 'plain', attacks: [] }, text));
	// A topic is on the map where several papers share it.
	for (const attack of attacks.filter(({ page, place }) => page === 'map' && (place === 'topic' || place === 'svg')))
		for (let number = 1; number < 9; number++) {
			const key = `about${attack.id}n${number}`;
			put(`summaries/${key}.md`, summaryOf({ key, attacks: [{ ...attack, place: 'topic' }] }, text));
		}
	put('note.md', 'A note.\n');
	const cited = (page) => (papers[page] ?? []).map(({ key }) => `[@${key}]`);
	put('cards.md', `${cited('card').join('\n')}\n`);
	put('preview.md', `Cited: ${cited('preview').join(', ')}.\n`);
	const named = (place) => attacks.filter((attack) => attack.place === place).map(text);
	put('status.md', `---\nbibliography: [${named('bibliography').map(quoted).join(', ')}]\n---\n\nA text.\n`);
	for (const name of named('library')) put(`${name}.bib`, '@misc{library,\n  title = {Library},\n}\n');
	return { folder, outside, papers, text };
}
