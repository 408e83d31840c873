import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCodeCache, loadWithCodeCache } from './codeCache.js';
import { usualCacheFolder } from './usualCacheFolder.js';
import { setFlagsOfStart } from './v8Flags.js';

const help = `Usage: lectern-language-server --stdio | --node-ipc | --socket=PORT | --pipe=NAME

The language server of Lectern, which editors start: completes, hovers and checks citations. Without any of these it uses --stdio.

  --client=NAME     what the editor is called, where it does not say so: eglot before version 1.10
  --zotero[=PORT]   reads the papers of the Zotero that runs on this computer
  --http-library=X  reads a library over HTTP: its address, or a JSON file with the parts of the setting
  -h, --help        -v, --version
`;

/** `--code-cache=FOLDER`: where our own client has compiled code kept. */
const option = '--code-cache=';
const folder = process.argv.find((argument) => argument.startsWith(option))?.slice(option.length) ?? usualCacheFolder();

/** What was built: the version, and the name of the bundles' contents; without that while they are built again with each change. */
const built = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8')) as { readonly build?: string; readonly version: string };

const has = (...options: readonly string[]): boolean => process.argv.slice(2).some((argument) => options.includes(argument.split('=')[0]!));

/** The first argument that means nothing; the client libraries of editors add the number of their process, and `--socket 7000` is two arguments. */
function unknownArgument(): string | undefined {
	const known = [
		'--stdio',
		'--node-ipc',
		'--socket',
		'--pipe',
		'--client',
		'--zotero',
		'--http-library',
		'--code-cache',
		'--clientProcessId',
	];
	const withValue = ['--socket', '--pipe', '--clientProcessId'];
	const given = process.argv.slice(2);
	return given.find((argument, index) => !known.includes(argument.split('=')[0]!) && !withValue.includes(given[index - 1] ?? ''));
}

function serve(): void {
	setFlagsOfStart();
	// Started by hand, or in an editor's configuration, it talks the usual way.
	if (!has('--stdio', '--node-ipc', '--socket', '--pipe')) process.argv.push('--stdio');
	const file = join(__dirname, 'languageServer.js');
	if (hasCodeCache && built.build !== undefined) loadWithCodeCache(file, { folder, build: built.build });
	else require(file);
}

if (has('--help', '-h')) process.stdout.write(help);
else if (has('--version', '-v')) process.stdout.write(`lectern-language-server ${built.version}\n`);
else {
	const unknown = unknownArgument();
	if (unknown === undefined) serve();
	else {
		// What is written to the standard output belongs to the protocol.
		process.stderr.write(`lectern-language-server does not know “${unknown}”.\n\n${help}`);
		process.exitCode = 2;
	}
}
