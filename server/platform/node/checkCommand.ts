import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { type Baseline, baselineOf, newProblems, readBaseline } from '../../cli/baseline.js';
import { type CheckedFile, type CheckRequest, check, isChecked } from '../../cli/check.js';
import { isAtLeast, type ReportedProblem, type ReportFormat, report, reportedProblems } from '../../cli/checkReport.js';
import { afterEdits, unifiedDiff } from '../../cli/unifiedDiff.js';
import {
	type Addresses,
	type AskRegistry,
	type AskWeb,
	baseOf,
	type CheckOutcome,
	failureOf,
	hosts,
	isBroad,
	type Log,
	localize,
	noting,
	PoliteWeb,
	projectFolderOf,
	RegistryCheck,
	readingOnce,
	type Settings,
	type Severity,
	SkippedFiles,
	textOfBytes,
} from '../../engine/index.js';
import { bundledCorpus } from './bundledCorpus.js';
import { cacheFolder } from './cache.js';
import { counted, isWithin, outermost, progressLine, statOf, uriOf, WrongUse, writeError } from './commandLine.js';
import { files, pathOf, writeWhole } from './files.js';
import { usualCacheFolder } from './usualCacheFolder.js';
import { webFor } from './web.js';
import { askZotero } from './zotero.js';

/** How `lectern check` is called. Paths are as they were written. */
export interface CheckOptions {
	readonly paths: readonly string[];
	readonly libraries: readonly string[];
	readonly settings: Settings;
	readonly zoteroPort: number | undefined;
	readonly httpLibrary?: object | undefined;
	/** Whether registries are asked, and where they are, if elsewhere. */
	readonly online: boolean;
	readonly services: Addresses;
	readonly format: ReportFormat;
	readonly failOn: Severity;
	readonly hasColours: boolean;
	/** Nothing is written but problems and what is wrong with the call. */
	readonly isQuiet: boolean;
	/** What is done about problems that can be fixed safely: they are fixed, or shown as a diff. */
	readonly fixing: 'write' | 'show' | undefined;
	/** The file with the problems that are not reported. */
	readonly baseline: string | undefined;
	/** The file that all problems of now are written to. */
	readonly newBaseline: string | undefined;
}

/** Checks what is asked for. Returns the exit code. Throws `WrongUse` where that cannot be done. */
export async function runCheck(options: CheckOptions, log: Log): Promise<number> {
	const { format, failOn, hasColours, isQuiet, fixing, newBaseline } = options;
	const note = (text: string): void => {
		if (!isQuiet) writeError(text);
	};
	// Annotations name files from the repository's root, wherever the check is started (GitHub Actions, "Default environment variables").
	const base = (format === 'github' && process.env.GITHUB_WORKSPACE) || process.cwd();
	const nameOf = (uri: string): string => relative(base, pathOf(uri)).replaceAll('\\', '/');
	const request = await requestOf(options, note);
	const web = webFor(process.env);
	const registries = options.online ? registriesFor(web, options.services, log) : undefined;
	let outcome: CheckOutcome | undefined;
	const baseline = await baselineIn(options.baseline);
	const corpus = await bundledCorpus();
	const checked = async (): Promise<readonly CheckedFile[]> => {
		const skipped = new SkippedFiles((uri, reason) => note(`${nameOf(uri)} is not read: ${localize(reason)}`));
		const found: CheckedFile[] = [];
		if (request.wanted.length > 0)
			for await (const file of check(
				noting(readingOnce(files), skipped),
				corpus,
				{ ...request, wantsFixes: fixing !== undefined, ...(registries && { registries }) },
				log,
				{
					zotero: askZotero,
					web,
					...(!isQuiet && process.stderr.isTTY && { progress: progressLine.show }),
					lookedUp: (now) => {
						outcome ??= now;
					},
				},
			))
				found.push(file);
		progressLine.clear();
		return found;
	};
	let all = await checked();
	if (fixing === 'show') {
		process.stdout.write(all.map(({ uri, text, fixes }) => unifiedDiff(nameOf(uri), text, fixes)).join(''));
	} else if (fixing === 'write') {
		const count = await fixed(all, (uri) => note(`${nameOf(uri)} is not fixed: it is not in UTF-8, or has changed.`));
		// What is left is found in the files as they are now.
		if (count > 0) all = await checked();
		note(`${counted(count, 'problem')} fixed.`);
	}
	const found = all.flatMap((file) => reportedProblems(file, nameOf(file.uri)));
	if (newBaseline !== undefined) {
		await writeWhole(newBaseline, `${JSON.stringify(baselineOf(found, nameIn(newBaseline, base)), null, '\t')}\n`);
		note(`${counted(found.length, 'problem')} written to ${newBaseline}; ${counted(all.length, 'file')} checked.`);
		return 0;
	}
	const problems = baseline ? newProblems(found, baseline.known, nameIn(baseline.path, base)) : found;
	if (fixing !== 'show') process.stdout.write(report(problems, format, hasColours));
	note(summary(problems, found.length - problems.length, all.length));
	if (outcome) for (const line of linesAbout(outcome)) note(line);
	if (outcome && outcome.failures.length > 0) return 2;
	return problems.some((problem) => isAtLeast(problem, failOn)) ? 1 : 0;
}

/** The registries, asked as they wish to be asked; what they said within 30 days is in the usual cache folder. */
function registriesFor(web: AskWeb, services: Addresses, log: Log): RegistryCheck {
	const polite = new PoliteWeb(web);
	const ask: AskRegistry = async (host, path, token) => {
		const { title, accept } = hosts[host];
		const address = baseOf(host, services) + path;
		const answer = await polite.ask(host, { address, accept, isLight: true, isPatient: true, followsMoves: true }, token);
		if ('status' in answer && answer.status === 404) return answer;
		const failure = failureOf(title, address, answer, Date.now());
		return failure ? { failure } : (answer as { readonly status: number; readonly text: string });
	};
	return new RegistryCheck(ask, cacheFolder(usualCacheFolder(), log), log);
}

/** What came of asking the registries, and what could not be looked up. */
const linesAbout = ({ works, asked, failures }: CheckOutcome): readonly string[] => [
	`${counted(works, 'work')} looked up, ${asked} of them now.`,
	...failures.map(({ message, works: count }) => `${counted(count, 'work')} could not be looked up: ${message}`),
];

/** How a baseline calls the files of a report from `base`: by their paths from its own folder, so that it holds wherever the check is started. */
const nameIn =
	(baseline: string, base: string) =>
	(file: string): string =>
		relative(dirname(resolve(baseline)), resolve(base, file)).replaceAll('\\', '/');

function summary(problems: readonly ReportedProblem[], known: number, checked: number): string {
	const inFiles = new Set(problems.map(({ file }) => file)).size;
	const found = problems.length === 0 ? 'No problems' : `${counted(problems.length, 'problem')} in ${counted(inFiles, 'file')}`;
	return `${found}${known === 0 ? '' : `, besides ${known} of the baseline`}; ${counted(checked, 'file')} checked.`;
}

async function baselineIn(path: string | undefined): Promise<{ readonly path: string; readonly known: Baseline } | undefined> {
	if (path === undefined) return undefined;
	if (!(await statOf(path))?.isFile()) throw new WrongUse(`There is no baseline “${path}”. --write-baseline=${path} makes one.`);
	const known = readBaseline(await readFile(path, 'utf8'));
	if (!known) throw new WrongUse(`“${path}” is no baseline.`);
	return { path, known };
}

/** Writes the fixes into their files. Returns how many there were. A file that is not what was checked is left as it is, and reported. */
async function fixed(checked: readonly CheckedFile[], leaves: (uri: string) => void): Promise<number> {
	let count = 0;
	for (const { uri, text, fixes } of checked) {
		if (fixes.length === 0) continue;
		const path = pathOf(uri);
		const bytes = await readFile(path);
		const isSame = bytes.equals(Buffer.from(text)) && (!/\.bib$/i.test(uri) || textOfBytes(bytes) === text);
		if (!isSame) {
			leaves(uri);
			continue;
		}
		await writeWhole(path, afterEdits(text, fixes));
		count += fixes.length;
	}
	return count;
}

/** What is checked against what. Files that are neither notes nor library files are left out, and noted. */
export async function requestOf(
	{
		paths,
		libraries,
		settings,
		zoteroPort,
		httpLibrary,
	}: Pick<CheckOptions, 'paths' | 'libraries' | 'settings' | 'zoteroPort' | 'httpLibrary'>,
	note: (text: string) => void,
): Promise<CheckRequest> {
	const folders = new Set<string>();
	const nearby = new Set<string>();
	const wanted: string[] = [];
	for (const path of paths.length > 0 ? paths : ['.']) {
		const found = await statOf(path);
		if (!found) throw new WrongUse(`There is no file or folder “${path}”.`);
		if (!found.isDirectory() && !isChecked(uriOf(path))) {
			note(`${path} is skipped: it is neither a note nor a library file.`);
			continue;
		}
		const { whole, near } = await (found.isDirectory() ? aroundFolder(path) : aroundFile(path));
		if (whole !== undefined) folders.add(whole);
		if (near !== undefined) nearby.add(near);
		wanted.push(uriOf(path));
	}
	for (const path of libraries) if (!(await statOf(path))?.isFile()) throw new WrongUse(`There is no library file “${path}”.`);
	const whole = outermost([...folders]);
	return {
		folders: whole.map(uriOf),
		nearby: outermost([...nearby].filter((folder) => !whole.some((other) => isWithin(folder, other)))).map(uriOf),
		wanted,
		libraries: libraries.map(uriOf),
		settings,
		...(zoteroPort !== undefined && { zoteroPort }),
		...(httpLibrary && { httpLibrary }),
	};
}

/** What something is checked against, as absolute paths: a folder as a whole, or what is near in one. */
interface Surroundings {
	readonly whole?: string;
	readonly near?: string;
}

/** A folder is checked against its project, or itself. */
async function aroundFolder(path: string): Promise<Surroundings> {
	if (isBroad(files, uriOf(path)))
		throw new WrongUse(`“${resolve(path)}” holds far more than one project: name the folders or files to check.`);
	const project = await projectFolderOf(files, uriOf(path));
	return { whole: project === undefined ? resolve(path) : pathOf(project) };
}

/** A file is checked against its project; without one against this folder, where it is in there, or else what is near it. */
async function aroundFile(path: string): Promise<Surroundings> {
	const own = dirname(resolve(path));
	const project = await projectFolderOf(files, uriOf(own));
	if (project !== undefined) return { whole: pathOf(project) };
	const here = process.cwd();
	if (isWithin(own, here) && !isBroad(files, uriOf(here))) return { near: here };
	return isBroad(files, uriOf(own)) ? {} : { near: own };
}
