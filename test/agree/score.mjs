// `node test/agree/score.mjs FOLDER [KIND …]`: compares what `lectern check` reports in public projects with the judgements in projects.tsv. The folder has
// each project, checked out at its commit, under owner+name. Built-in modules only; dist/ is built before.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [folder, ...kinds] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder with the projects.');
const here = fileURLToPath(new URL('.', import.meta.url));
const cli = join(here, '../../dist/cli.js');
const rows = readFileSync(join(here, 'projects.tsv'), 'utf8')
	.split('\n')
	.filter((line) => line !== '' && !line.startsWith('#'))
	.map((line) => line.split('\t'));
const projects = rows.filter(({ length }) => length === 4);
const judgements = rows.filter(({ length }) => length === 6);
const judged = ['unknown-key', 'missing-bibliography', 'duplicate-key', 'broken-entry'];
/** To the tool a key that only another bibliography has is unknown as well. */
const codeOf = (code) => (code === 'key-elsewhere' ? 'unknown-key' : code);

/** The reported problems of a project that are judged, each with the text that it is about. */
function problemsOf(repository) {
	const root = resolve(folder, repository.replace('/', '+'));
	if (!existsSync(root)) throw new Error(`${root} is not there.`);
	const { stdout } = spawnSync(process.execPath, [cli, 'check', '--format=json', root], {
		cwd: root,
		encoding: 'utf8',
		maxBuffer: 1 << 28,
	});
	return JSON.parse(stdout)
		.problems.map((problem) => ({ ...problem, code: codeOf(problem.code) }))
		.filter(({ code }) => judged.includes(code))
		.map(({ file, code, line, column, endColumn }) => {
			const path = relative(root, resolve(root, file)).replaceAll('\\', '/');
			const text = readFileSync(join(root, path), 'utf8').split('\n')[line - 1] ?? '';
			return { path, code, line, about: text.slice(column - 1, endColumn - 1) };
		});
}

const fits = (pattern, value) => pattern === '*' || pattern === value;
/** By kind and code: reported rightly, reported wrongly, not reported. */
const counts = new Map();
const count = (kind, code, what) => {
	for (const name of [`${kind} ${code}`, `all ${code}`]) {
		const all = counts.get(name) ?? { right: 0, wrong: 0, missed: 0 };
		all[what]++;
		counts.set(name, all);
	}
};
let unjudged = 0;
for (const [kind, repository] of projects) {
	if (kinds.length > 0 && !kinds.includes(kind)) continue;
	const own = judgements.filter(([, name]) => name === repository);
	const met = new Set();
	for (const { path, code, line, about } of problemsOf(repository)) {
		const judgement = own.find((each) => each[2] === code && fits(each[3], path) && fits(each[4], about));
		met.add(judgement);
		if (judgement) count(kind, code, judgement[5] === 'true' ? 'right' : 'wrong');
		else {
			unjudged++;
			console.log(`not judged: ${repository} ${path}:${line} ${code} ${about}`);
		}
	}
	for (const each of own) if (each[5] === 'true' && !met.has(each)) count(kind, each[2], 'missed');
}
console.log('\nkind and code                        right  wrong  missed  precision  recall');
const share = (part, whole) => (whole === 0 ? '–' : (part / whole).toFixed(3));
for (const [name, { right, wrong, missed }] of [...counts].sort())
	console.log(
		name.padEnd(34),
		String(right).padStart(7),
		String(wrong).padStart(6),
		String(missed).padStart(7),
		share(right, right + wrong).padStart(10),
		share(right, right + missed).padStart(7),
	);
console.log(`\n${projects.length} projects; ${unjudged} problems not judged`);
