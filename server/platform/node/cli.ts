import { join, resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import manifest from '../../../package.json' with { type: 'json' };
import { LibraryUnread } from '../../cli/check.js';
import { severities } from '../../cli/checkReport.js';
import { exportCited } from '../../cli/export.js';
import { defaultSettings, describeError, exportFormats, isBroad, type LibraryRequest, type Log, unreadable } from '../../engine/index.js';
import { bundledCorpus } from './bundledCorpus.js';
import { requestOf, runCheck } from './checkCommand.js';
import { counted, outermost, progressLine, statOf, uriOf, WrongUse, writeError } from './commandLine.js';
import { files, writeWhole } from './files.js';
import { httpLibraryOf } from './httpLibrary.js';
import { serveMcp } from './mcp.js';
import { portOf } from './zotero.js';

const help = `Usage: lectern check [options] [files or folders]
       lectern export [options] [documents or folders]
       lectern mcp [options] [folders]
       lectern server [options]

lectern check
Checks the citations of notes (Markdown, notebooks, LaTeX, Typst, Org, reStructuredText) and the library files (.bib, CSL-JSON, RIS,
Hayagriva, summaries) in the folders, or in this one, and reports every problem that an editor would show. Each is checked against its
project: the folder around it with .git, _quarto.yml, myst.yml, .latexmkrc or .lectern; without any, against this folder or its own.

  --fail-on=SEVERITY   fail from this severity on: error, warning (default), information or hint
  --format=FORMAT      text (default), json, or github for annotations on GitHub
  --severity=CODE=X    how severe a kind of problem is: error, warning, information, hint or off
  --library=FILE       a library file elsewhere, to be given once for each
  --zotero[=PORT]      the papers of the Zotero that runs on this computer count as known
  --http-library=X     the papers of a library over HTTP count as known: its address, or a JSON file with the setting
  --online             asks Crossref, DataCite and doi.org about the works cited: retractions, publications of preprints, wrong
                       DOIs, fields that differ; what they said is kept for 30 days
  --service=NAME=URL   another address for crossref, datacite or doi, to be given once for each
  --fix                fixes what can be fixed safely, then reports what is left
  --dry-run            with --fix: writes the fixes as a diff to standard output, and changes nothing
  --write-baseline=F   writes the problems of now to a file
  --baseline=FILE      reports only problems that are not in that file
  --color=WHEN         auto (default), always or never
  -q, --quiet          writes problems and nothing else

Exit code: 0 no problem of that severity, 1 problems, 2 wrong use, or something that had to be read could not be.

lectern export
Writes a library file with exactly the entries that the documents, or those in the folders, or in this one, cite, sorted by key: those of a .bib
file as they are written there, with the macros and parents that they need. A LaTeX, Org or Typst document is read with what it includes.

  --format=FORMAT      bib (default), json (CSL-JSON), ris or yaml (Hayagriva); else by the name of the output
  --output=FILE        where to write; standard output where left out
  --library=FILE       a library file elsewhere, to be given once for each

Exit code: 0 written, 1 written without keys that no library has, 2 wrong use.

lectern mcp
Answers language models over the Model Context Protocol on standard input and output: what papers the folders, or this one, have, what they
say, and where notes mention them. Only reads. Without folders in the home folder, none is read.

  --library=FILE       a library file elsewhere, to be given once for each
  --zotero[=PORT]      the papers and annotations of the Zotero that runs on this computer
  --no-bundled         leaves out the papers that come with Lectern
  --no-folder          reads no folder, only library files

lectern server
Is the language server that editors start: lectern server --stdio, or lectern-language-server --stdio.

  -h, --help           -v, --version
`;

type Options = NonNullable<ParseArgsConfig['options']>;

const shared = {
	help: { type: 'boolean', short: 'h' },
	library: { type: 'string', multiple: true, default: [] },
	version: { type: 'boolean', short: 'v' },
} as const satisfies Options;
const ofCheck = {
	baseline: { type: 'string' },
	color: { type: 'string', default: 'auto' },
	'dry-run': { type: 'boolean', default: false },
	'fail-on': { type: 'string', default: 'warning' },
	fix: { type: 'boolean', default: false },
	format: { type: 'string' },
	'http-library': { type: 'string' },
	online: { type: 'boolean', default: false },
	service: { type: 'string', multiple: true, default: [] },
	quiet: { type: 'boolean', short: 'q', default: false },
	severity: { type: 'string', multiple: true, default: [] },
	'write-baseline': { type: 'string' },
	zotero: { type: 'string' },
} as const satisfies Options;
const ofExport = {
	format: { type: 'string' },
	output: { type: 'string' },
} as const satisfies Options;
const ofMcp = {
	'no-bundled': { type: 'boolean', default: false },
	'no-folder': { type: 'boolean', default: false },
	zotero: { type: 'string' },
} as const satisfies Options;

/** The options of each command besides those of all. */
const optionsOf: Readonly<Record<string, Options>> = { check: ofCheck, export: ofExport, mcp: ofMcp };

const args = process.argv.slice(2);

async function main(): Promise<number | undefined> {
	if (args[0] === 'server') {
		// The server reads its own arguments, and runs until its client ends it.
		process.argv.splice(2, 1);
		require(join(__dirname, 'server.js'));
		return undefined;
	}
	const { values, positionals } = parse();
	if (values.help) {
		process.stdout.write(help);
		return 0;
	}
	if (values.version) {
		process.stdout.write(`lectern ${manifest.version}\n`);
		return 0;
	}
	const [command, ...paths] = positionals;
	if (command === undefined) throw new WrongUse('Say what to do: lectern check, lectern export, lectern mcp or lectern server.');
	const own = optionsOf[command];
	if (!own) throw new WrongUse(`There is no command “${command}”.`);
	refuseForeign(command, own);
	const zoteroPort = zoteroPortOf(values.zotero);
	if (command === 'mcp') {
		await serveMcp(await libraryRequest(paths, values), manifest.version, errorLog, zoteroPort);
		return 0;
	}
	if (command === 'export') return runExport(paths, values);
	if (values['dry-run'] && !values.fix) throw new WrongUse('--dry-run goes with --fix.');
	const format = oneOf('--format', values.format ?? 'text', ['text', 'json', 'github']);
	return runCheck(
		{
			paths,
			libraries: values.library,
			settings: { ...defaultSettings, 'diagnostics.severity': Object.fromEntries(values.severity.map(severityOf)) },
			zoteroPort,
			httpLibrary: httpLibraryNamed(values['http-library']),
			online: values.online,
			services: Object.fromEntries(values.service.map(serviceOf)),
			format,
			failOn: oneOf('--fail-on', values['fail-on'], severities),
			hasColours: hasColours(oneOf('--color', values.color, ['auto', 'always', 'never'])),
			isQuiet: values.quiet,
			fixing: values.fix ? (values['dry-run'] ? 'show' : 'write') : undefined,
			baseline: values.baseline,
			newBaseline: values['write-baseline'],
		},
		errorLog,
	);
}

function parse() {
	try {
		return parseArgs({
			// Its value may be left out, which `parseArgs` does not know.
			args: args.map((argument) => (argument === '--zotero' ? '--zotero=' : argument)),
			allowPositionals: true,
			options: { ...shared, ...ofCheck, ...ofExport, ...ofMcp },
		});
	} catch (error) {
		throw new WrongUse((error as Error).message);
	}
}

/** Throws where an option was given that belongs to another command. */
function refuseForeign(command: string, own: Options): void {
	for (const argument of args) {
		if (argument === '--') return;
		const name = /^--([^=]+)/.exec(argument)?.[1] ?? (argument === '-q' ? 'quiet' : undefined);
		if (name === undefined || name in shared || name in own) continue;
		const other = Object.keys(optionsOf).find((each) => name in optionsOf[each]!);
		if (other !== undefined) throw new WrongUse(`--${name} is an option of lectern ${other}, not of lectern ${command}.`);
	}
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
	const found = allowed.find((each) => each === value);
	if (found === undefined) throw new WrongUse(`${option} is one of ${allowed.join(', ')}, not “${value}”.`);
	return found;
}

/** Whether reports have colours: by the option, else by the usual variables (no-color.org, force-color.org), else on a terminal. */
function hasColours(wish: 'auto' | 'always' | 'never'): boolean {
	if (wish !== 'auto') return wish === 'always';
	const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
	if (NO_COLOR) return false;
	if (FORCE_COLOR) return FORCE_COLOR !== '0';
	return process.stdout.isTTY && TERM !== 'dumb';
}

/** The port that `--zotero` names; nothing where Zotero is not to be read. */
function zoteroPortOf(zotero: string | undefined): number | undefined {
	const port = zotero === undefined ? undefined : portOf(zotero);
	if (zotero !== undefined && port === undefined) throw new WrongUse(`“${zotero}” is no port that Zotero could listen at.`);
	return port;
}

const registries = ['crossref', 'datacite', 'doi'] as const;

function serviceOf(text: string): readonly [name: string, address: string] {
	const [, name = '', address = ''] = /^(\w+)=(https?:\/\/\S+)$/.exec(text) ?? [];
	if (address === '') throw new WrongUse(`--service: “${text}” is not NAME=https://….`);
	return [oneOf('--service', name, registries), address];
}

/** What `--http-library` names; nothing where it is left out. */
function httpLibraryNamed(argument: string | undefined): object | undefined {
	if (argument === undefined) return undefined;
	try {
		return httpLibraryOf(argument);
	} catch (error) {
		throw new WrongUse(`--http-library: ${(error as Error).message}`);
	}
}

/** What MCP answers from. Clients that start programs in the home folder, or at the root, do not mean all that is there. */
async function libraryRequest(
	paths: readonly string[],
	values: { readonly library: readonly string[]; readonly 'no-bundled': boolean; readonly 'no-folder': boolean },
): Promise<LibraryRequest> {
	if (values['no-folder'] && paths.length > 0) throw new WrongUse('Either folders or --no-folder.');
	const isEverything = isBroad(files, uriOf('.'));
	const given = paths.length > 0 || values['no-folder'] || isEverything ? paths : ['.'];
	for (const path of given) if (!(await statOf(path))?.isDirectory()) throw new WrongUse(`There is no folder “${path}”.`);
	for (const path of values.library) if (!(await statOf(path))?.isFile()) process.stderr.write(`There is no library file “${path}”.\n`);
	return {
		folders: outermost([...new Set(given.map((path) => resolve(path)))]).map(uriOf),
		libraries: values.library.map(uriOf),
		settings: { ...defaultSettings, 'library.bundled': !values['no-bundled'] },
	};
}

/** The codes of problems, from the setting of the same meaning, and that of a file that cannot be read. */
const codes: readonly string[] = [
	...Object.keys(manifest.contributes.configuration.properties['lectern.diagnostics.severity'].properties),
	unreadable.code,
];

function severityOf(text: string): readonly [code: string, severity: string] {
	const [code = '', wished = ''] = text.split('=');
	if (!codes.includes(code)) throw new WrongUse(`--severity: “${code}” is none of ${codes.join(', ')}.`);
	return [code, oneOf(`--severity=${code}`, wished, [...severities, 'off'])];
}

/** Writes a library file of what is cited. Returns the exit code. */
async function runExport(
	paths: readonly string[],
	values: { readonly format?: string; readonly output?: string; readonly library: readonly string[] },
): Promise<number> {
	const { output } = values;
	const byName = exportFormats.find((each) => output?.toLowerCase().endsWith(`.${each}`)) ?? (output?.endsWith('.yml') ? 'yaml' : 'bib');
	const format = oneOf('--format', values.format ?? byName, exportFormats);
	const note = (text: string): void => {
		process.stderr.write(`${text}\n`);
	};
	const request = await requestOf({ paths, libraries: values.library, settings: defaultSettings, zoteroPort: undefined }, note);
	const corpus = await bundledCorpus();
	const { text, papers, documents, unknown } = await exportCited(files, corpus, { ...request, format }, errorLog);
	if (output === undefined) process.stdout.write(text);
	else await writeWhole(output, text);
	for (const key of unknown) process.stderr.write(`No library has “${key}”.\n`);
	process.stderr.write(`${counted(papers, 'entry', 'entries')} cited in ${counted(documents, 'document')}.\n`);
	return unknown.length > 0 ? 1 : 0;
}

/** Reports errors and warnings on stderr, and nothing else: the report is on stdout. */
const errorLog: Log = {
	error: (message, error) => logLine(message, error),
	warn: (message, error) => logLine(message, error),
	info: () => undefined,
	debug: () => undefined,
};

const logLine = (message: string, error: unknown): void => {
	writeError(`lectern: ${message}${error === undefined ? '' : `: ${describeError(error)}`}`);
};

// A program that reads only the beginning, as `head` does, closes the pipe.
process.stdout.on('error', () => process.exit());
main().then(
	(code) => {
		process.exitCode = code;
	},
	(error) => {
		progressLine.clear();
		process.stderr.write(
			error instanceof WrongUse
				? `lectern: ${error.message}\nSee lectern --help.\n`
				: `lectern: ${error instanceof LibraryUnread ? error.message : (error?.stack ?? error)}\n`,
		);
		process.exitCode = 2;
	},
);
