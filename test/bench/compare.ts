// Asks two builds of the server the same random requests, in the same workspace and after the same edits, and prints where their answers differ. What an
// answer depends on is read in the background, at the speed of the machine: two that differ are asked for once more when both servers are at rest.
// `--keep FILE` keeps all that differ, as JSON.
// usage: node compare.mjs DIST OTHER_DIST [--real FILE] [--requests N] [--seed N] [--keep FILE]
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { LspClient } from '../server/lspClient.js';
import { generateBibtex, seeded } from './generate.js';

const [one, other, ...options] = process.argv.slice(2);
if (!one || !other) throw new Error('usage: compare.mjs DIST OTHER_DIST [--real FILE] [--requests N] [--seed N] [--keep FILE]');
const option = (name: string): string | undefined => (options.includes(name) ? options[options.indexOf(name) + 1] : undefined);
const requests = Number(option('--requests') ?? 2000);
const next = seeded(Number(option('--seed') ?? 1));
const real = option('--real');
const keep = option('--keep');
const library = real === undefined ? generateBibtex(5000) : await readFile(real, 'utf8');

/** After so many requests the diagnostics are compared, once both servers are at rest. */
const betweenDiagnostics = 100;
/** A server is at rest when it has not run for so many looks, which is longer than it waits before it goes on in the background. */
const looksAtRest = 12;
const betweenLooks = 200;

const pick = <T>(list: readonly T[]): T => list[next(list.length)]!;
const keys = Array.from(library.matchAll(/^@\w+\{([^,\s]+),/gm), ([, key]) => key!);
const titles = Array.from(library.matchAll(/^\s*title\s*=\s*[{"]+([^{}"\n]+)/gim), ([, title]) => title!);

interface Language {
	readonly id: string;
	readonly ending: string;
	readonly head: string;
	readonly cite: (key: string) => string;
	/** What is typed besides words and citations. */
	readonly signs: readonly string[];
}

const languages: readonly Language[] = [
	{
		id: 'markdown',
		ending: 'md',
		head: '---\nbibliography: library.bib\n---\n\n',
		cite: (key) => pick([`[@${key}]`, `@${key} [p. 3]`, `[see @${key}, p. 2]`, `[[${key}]]`]),
		signs: ['\n\n', '# Part {#sec-a}\n', '```\n', '`', '$x$', '- ', '> ', '[', ']', '@', '[@', '<!--', '-->', '{', '---\n'],
	},
	{
		id: 'latex',
		ending: 'tex',
		head: '\\documentclass{article}\n\\addbibresource{library.bib}\n\\begin{document}\n\n',
		cite: (key) => pick([`\\cite{${key}}`, `\\parencite[see][p.~3]{${key}}`, `\\textcite{${key}}`]),
		signs: [
			'\n\n',
			'\\section{Part}\n',
			'%',
			'$',
			'{',
			'}',
			'\\cite{',
			'\\newcommand{\\mine}[1]{\\cite{#1}}',
			'\\mine{',
			'\\label{a}',
			'\\verb|x|',
		],
	},
	{
		id: 'typst',
		ending: 'typ',
		head: '#bibliography("library.bib")\n\n',
		cite: (key) => pick([`@${key}`, `@${key}[p. 3]`, `#cite(<${key}>)`]),
		signs: ['\n\n', '= Part <part>\n', '#let x = [', ']', '$', '`', '@', '#cite(<', '/*', '*/', '//', '"'],
	},
	{
		id: 'org',
		ending: 'org',
		head: '#+bibliography: library.bib\n\n',
		cite: (key) => pick([`[cite:@${key}]`, `[cite:see @${key} p. 3]`, `cite:${key}`]),
		signs: ['\n\n', '* Part\n', '#+begin_src\n', '#+end_src\n', '=', '~', '[cite:@', '[', ']', ':END:\n'],
	},
	{
		id: 'restructuredtext',
		ending: 'rst',
		head: '.. bibliography:: library.bib\n\n',
		cite: (key) => pick([`:cite:\`${key}\``, `:cite:p:\`${key}\``]),
		signs: ['\n\n', 'Part\n====\n', '``', '`', ':cite:`', '.. note:: ', '::\n\n   ', '.. comment\n'],
	},
];

const words = 'the model learns a network of ideas that one paper names and InfoGAN or a Transformer shows while Adam converges'.split(' ');
const wordsOf = (count: number): string => Array.from({ length: count }, () => pick(words)).join(' ');

function documentIn({ head, cite, signs }: Language): string {
	const paragraphs = Array.from({ length: 60 }, () => {
		const parts = Array.from({ length: 6 }, () => {
			const kind = next(8);
			return kind < 3 ? cite(pick(keys)) : kind === 3 ? pick(titles) : kind === 4 && next(4) === 0 ? pick(signs) : wordsOf(6);
		});
		return `${parts.join(' ')}.`;
	});
	return `${head}${paragraphs.join('\n\n')}\n`;
}

const folder = await mkdtemp(join(tmpdir(), 'lectern-compare-'));
const workspace = join(folder, 'notes');
await mkdir(workspace);
await writeFile(join(workspace, 'library.bib'), library);
for (const language of languages) await writeFile(join(workspace, `closed.${language.ending}`), documentIn(language));

const clients = await Promise.all(
	[one, other].map((dist, index) =>
		LspClient.start(pathToFileURL(workspace).href, {
			command: [process.execPath, join(dist, 'server.js'), '--stdio'],
			lectern: { cacheFolder: pathToFileURL(join(folder, `cache${index}`)).href },
		}),
	),
);
const documents = languages.map((language) => ({
	language,
	uri: pathToFileURL(join(workspace, `open.${language.ending}`)).href,
	text: documentIn(language),
}));
for (const { uri, text, language } of documents) for (const client of clients) await client.open(uri, text, language.id);
// All names are entered, so that what is recognised does not depend on the time.
await allAtRest();

/** Whether a process is running now, and for how long it has run, as Linux says (`proc_pid_stat(5)`). */
async function runOf(pid: number): Promise<string> {
	const [state, ...rest] = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
	return state === 'R' ? 'is running' : `${rest[10]} ${rest[11]}`;
}

async function allAtRest(): Promise<void> {
	for (const { process: server } of clients) {
		let before = '';
		for (let looks = 0; looks < looksAtRest; ) {
			await new Promise((resolve) => setTimeout(resolve, betweenLooks));
			const now = await runOf(server.pid!);
			looks = now === before && now !== 'is running' ? looks + 1 : 0;
			before = now;
		}
	}
}

const positionOf = (text: string, offset: number) => {
	const before = text.slice(0, offset).split('\n');
	return { line: before.length - 1, character: before.at(-1)!.length };
};

const differences = new Map<string, number>();
const kept: object[] = [];
const counts = new Map<string, number>();
function compare(what: string, [first, second]: readonly unknown[], about: string): void {
	counts.set(what, (counts.get(what) ?? 0) + 1);
	if (isDeepStrictEqual(first, second)) return;
	if (keep !== undefined) kept.push({ what, about, first, second });
	const so = (differences.get(what) ?? 0) + 1;
	differences.set(what, so);
	if (so > 3) return;
	const [one = '', other = ''] = [first, second].map((answer) => JSON.stringify(answer));
	let same = 0;
	while (same < one.length && one[same] === other[same]) same++;
	const around = (answer: string) => answer.slice(Math.max(0, same - 200), same + 400);
	console.log(`${what} differs: ${about}, from character ${same} of the answer\n  ${around(one)}\n  ${around(other)}`);
}

for (let request = 1; request <= requests; request++) {
	const document = pick(documents);
	const { uri, language } = document;
	const { text } = document;
	let offset = next(text.length + 1);
	const method = pick(['hover', 'hover', 'completion', 'completion', 'completion', 'definition', 'references', 'documentHighlight']);
	if (next(2) === 0) {
		// Something is typed, pasted or deleted, in most cases where an answer depends on it.
		const typed = pick([
			pick(language.signs),
			language.cite(pick(keys)),
			language.cite(pick(keys).slice(0, 4)),
			pick(titles).slice(0, 12),
			wordsOf(1),
		]);
		const cut = next(3) === 0 ? next(20) : 0;
		const end = Math.min(text.length, offset + cut);
		const range = { start: positionOf(text, offset), end: positionOf(text, end) };
		for (const client of clients) await client.edit(uri, range, typed);
		document.text = text.slice(0, offset) + typed + text.slice(end);
		offset += typed.length - next(Math.min(3, typed.length + 1));
	} else if (next(3) > 0) {
		const cited = [...text.matchAll(/[a-z]+(?:19|20)\d\d|@[\w:-]+/g)];
		if (cited.length > 0) offset = pick(cited).index + 2;
	}
	const position = positionOf(document.text, offset);
	const more = method === 'references' ? { context: { includeDeclaration: true } } : {};
	const ask = () =>
		Promise.all(
			clients.map((client) =>
				client.connection
					.sendRequest(`textDocument/${method}`, { textDocument: { uri }, position, ...more })
					.catch((error: unknown) => String(error)),
			),
		);
	let answers = await ask();
	if (!isDeepStrictEqual(answers[0], answers[1])) {
		await allAtRest();
		answers = await ask();
	}
	const near = JSON.stringify(document.text.slice(Math.max(0, offset - 40), offset + 40));
	compare(method, answers, `request ${request} in ${language.id} at ${position.line}:${position.character}, ${near}`);
	if (request % betweenDiagnostics !== 0) continue;
	await allAtRest();
	for (const each of documents)
		compare(
			'diagnostics',
			clients.map((client) => client.diagnostics.get(each.uri) ?? []),
			`of ${each.language.id} after ${request} requests`,
		);
}
for (const client of clients) await client.stop();
await rm(folder, { recursive: true });
for (const [what, count] of counts) console.log(`${what}: ${count} compared, ${differences.get(what) ?? 0} differ`);
if (keep !== undefined) await writeFile(keep, JSON.stringify(kept));
process.exit(differences.size === 0 ? 0 : 1);
