// What Lectern does in places where nothing is as usual, on Linux and as root, who can make such places: `npm run chaos:places [NAME …]`.
// Prints a line for each, and ends with exit code 1 where one of them stops Lectern. It mounts and takes away small file systems of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { ChaosServer } from './server.js';

const entry = (key: string, title: string): string =>
	`@article{${key},\n  author = {Moor, Ada},\n  title = {${title}},\n  journal = {Shores},\n  year = {2019},\n}\n`;

const note = 'See [@moor2019] and [@nobody1].\n';
/** Entries of more than a cache is made for. */
const many = Array.from({ length: 2000 }, (_, index) => entry(`key${index}`, `Lights of harbour ${index}`)).join('\n');

const cli = [process.execPath, resolve('dist/cli.js')];
const serverCommand = [process.execPath, resolve('dist/server.js'), '--stdio'];

/** The library that sets a program's clock, installed where it is missing; nothing where that does not work. */
function fakeTime(): string | undefined {
	const find = (): string | undefined =>
		readdirSync('/usr/lib', { encoding: 'utf8' })
			.map((each) => `/usr/lib/${each}/faketime/libfaketime.so.1`)
			.find((each) => existsSync(each));
	if (find() === undefined) {
		const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
		spawnSync('apt-get', ['update'], options);
		spawnSync('apt-get', ['install', '--yes', '--no-install-recommends', 'libfaketime'], options);
	}
	return find();
}

/** Where a place is made, and what is run there. */
class Place {
	readonly #servers: ChaosServer[] = [];
	readonly #mounts: string[] = [];
	cache = '';

	private constructor(readonly folder: string) {
		this.cache = join(folder, '..', 'cache');
	}

	static async make(): Promise<Place> {
		const outer = await mkdtemp(join(tmpdir(), 'lectern-place-'));
		await mkdir(join(outer, 'notes'));
		return new Place(join(outer, 'notes'));
	}

	async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
		for (const [name, text] of Object.entries(files)) await writeFile(join(this.folder, name), text);
	}

	mount(path: string, size: string): void {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]);
		this.#mounts.push(path);
	}

	uri(name: string): string {
		return pathToFileURL(join(this.folder, name)).href;
	}

	/** `lectern check` in the folder: its exit code and what it writes. Fails where it is ended by a signal or takes more than a quarter of an hour. */
	check(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}, prefix: readonly string[] = []) {
		const [command, ...rest] = [...prefix, ...cli, 'check', ...args];
		const started = Date.now();
		const { status, signal, stdout, stderr, error } = spawnSync(command!, rest, {
			cwd: this.folder,
			encoding: 'utf8',
			timeout: 900_000,
			maxBuffer: 1 << 28,
			env: { ...process.env, XDG_CACHE_HOME: this.cache, ...env },
		});
		if (error || signal) throw error ?? new Error(`ended by ${signal}`);
		return { status, stdout, stderr, seconds: ((Date.now() - started) / 1000).toFixed(1) };
	}

	async serve(env: NodeJS.ProcessEnv = {}, prefix: readonly string[] = []): Promise<ChaosServer> {
		const server = await ChaosServer.start(pathToFileURL(this.folder).href, this.cache, env, [...prefix, ...serverCommand]);
		this.#servers.push(server);
		await server.notify('textDocument/didOpen', {
			textDocument: { uri: this.uri('open.md'), languageId: 'markdown', version: 1, text: note },
		});
		return server;
	}

	/** The title that a hover on the first citation shows. */
	async hover(server: ChaosServer): Promise<string> {
		const answer = await server.ask('textDocument/hover', {
			textDocument: { uri: this.uri('open.md') },
			position: { line: 0, character: 8 },
		});
		return JSON.stringify(answer);
	}

	/** Waits until a hover on the first citation shows a title. */
	async shows(server: ChaosServer, title: string): Promise<void> {
		let shown = '';
		for (const end = Date.now() + 60_000; Date.now() < end; await wait(200)) {
			shown = await this.hover(server);
			if (shown.includes(title)) return;
		}
		throw new Error(`“${title}” is not shown, but ${shown.slice(0, 300)}\n${server.said}`);
	}

	async remove(): Promise<void> {
		for (const server of this.#servers) await server.kill();
		for (const mount of this.#mounts.reverse()) spawnSync('umount', ['-l', mount]);
		await rm(join(this.folder, '..'), { recursive: true, force: true });
	}
}

function expect(holds: boolean, otherwise: string): void {
	if (!holds) throw new Error(otherwise);
}

/** Whether a report has the unknown key of the note and nothing worse. */
const finds = ({ status, stdout, stderr }: ReturnType<Place['check']>): void =>
	expect(
		status === 1 && stdout.includes('unknown-key') && !/Unexpected|TypeError|RangeError/.test(stderr),
		`${status}: ${stdout.slice(0, 500)} ${stderr.slice(-500)}`,
	);

const places: Readonly<Record<string, (place: Place) => Promise<string>>> = {
	'cache on a full disk': async (place) => {
		await place.write({ 'refs.bib': entry('moor2019', 'Harbour lights') + many, 'a.md': note });
		await mkdir(place.cache);
		place.mount(place.cache, '64k');
		const server = await place.serve();
		await place.shows(server, 'Harbour lights');
		await wait(4000);
		const left = readdirSync(place.cache, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'));
		expect(left.length === 0, `left behind: ${left.join(', ')}`);
		expect(/cache/i.test(server.said), `the log does not name the cache: ${server.said}`);
		return 'everything works, the log names what is not kept, and nothing half-written is left';
	},
	'workspace on a full disk': async (place) => {
		place.mount(place.folder, '64k');
		const broken = entry('moor2019', 'Harbour lights').replace('Ada},', 'Ada}');
		await place.write({ 'refs.bib': broken, 'a.md': note });
		await writeFile(join(place.folder, 'rest'), 'x'.repeat(56_000));
		try {
			await writeFile(join(place.folder, 'last'), 'x'.repeat(40_000));
		} catch {
			// That is what this is about.
		}
		const { status, stderr } = place.check(['--fix']);
		expect(status === 2 && /ENOSPC/.test(stderr), `${status}: ${stderr}`);
		expect((await readFile(join(place.folder, 'refs.bib'), 'utf8')) === broken, 'the library is not what it was');
		const server = await place.serve();
		await place.shows(server, 'Harbour lights');
		return '`--fix` reports ENOSPC with exit code 2, the library is as it was, the server serves';
	},
	'read-only folder': async (place) => {
		await place.write({ 'refs.bib': entry('moor2019', 'Harbour lights'), 'a.md': note });
		execFileSync('mount', ['--bind', place.folder, place.folder]);
		execFileSync('mount', ['-o', 'remount,bind,ro', place.folder]);
		try {
			finds(place.check());
			const broken = place.check(['--write-baseline=base.json']);
			expect(broken.status === 2 && /EROFS/.test(broken.stderr), `${broken.status}: ${broken.stderr}`);
			await place.shows(await place.serve(), 'Harbour lights');
		} finally {
			spawnSync('umount', ['-l', place.folder]);
		}
		return 'checked and served; what would be written is refused with EROFS and exit code 2';
	},
	'somebody else’s folder': async (place) => {
		await place.write({ 'refs.bib': entry('moor2019', 'Harbour lights'), 'a.md': note, 'secret.bib': entry('key1', 'Secret') });
		execFileSync('chmod', ['-R', 'a+rX', join(place.folder, '..')]);
		execFileSync('chmod', ['600', join(place.folder, 'secret.bib')]);
		const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
		const found = place.check([], { XDG_CACHE_HOME: '/nonexistent', HOME: '/nonexistent' }, nobody);
		finds(found);
		expect(/secret\.bib/.test(found.stderr), `the file without permission is not named: ${found.stderr}`);
		const server = await place.serve({ XDG_CACHE_HOME: '/nonexistent', HOME: '/nonexistent' }, nobody);
		await place.shows(server, 'Harbour lights');
		return 'checked and served without a cache; the file that may not be read is named';
	},
	'no HOME': async (place) => {
		await place.write({ 'refs.bib': entry('moor2019', 'Harbour lights'), 'a.md': note });
		const env = { HOME: undefined, XDG_CACHE_HOME: undefined };
		finds(place.check([], env));
		await place.shows(await place.serve(env), 'Harbour lights');
		return 'checked and served';
	},
	'64 file handles': async (place) => {
		await place.write({ 'refs.bib': entry('moor2019', 'Harbour lights') });
		for (let index = 0; index < 400; index++)
			await place.write({ [`n${index}.md`]: note, [`l${index}.bib`]: entry(`own${index}`, `Own ${index}`) });
		const few = ['sh', '-c', 'ulimit -n 64; exec "$@"', 'sh'];
		const { status, stdout, stderr } = place.check([], {}, few);
		const reported = stdout.split('\n').filter((line) => line.includes('unknown-key')).length;
		expect(status === 1 && reported === 400, `${status}, ${reported} problems: ${stderr.slice(-500)}`);
		await place.shows(await place.serve({}, few), 'Harbour lights');
		return '800 files, all of them read';
	},
	'UTF-16': async (place) => {
		const wide = Buffer.from(`\ufeff${entry('moor2019', 'Hårbour lights')}`, 'utf16le');
		const swapped = Buffer.from(`\ufeff${entry('other2019', 'Other lights')}`, 'utf16le').swap16();
		await place.write({ 'refs.bib': wide, 'more.bib': swapped, 'a.md': note });
		finds(place.check());
		await place.shows(await place.serve(), 'Hårbour lights');
		return 'both byte orders are read in `.bib` files';
	},
	'UTF-16 notes and other libraries': async (place) => {
		await place.write({
			'refs.bib': entry('moor2019', 'Harbour lights'),
			'wide.md': Buffer.from(`\ufeff${note}`, 'utf16le'),
			'list.json': Buffer.from(`\ufeff[{"id": "wide1", "type": "book", "title": "Wide"}]`, 'utf16le'),
			'list.ris': Buffer.from('\ufeffTY  - BOOK\nID  - wide2\nTI  - Wide\nER  - \n', 'utf16le'),
			'a.md': 'See [@wide1], [@wide2] and [@nobody1].\n',
		});
		const { status, stdout, stderr } = place.check();
		expect(status === 1 && !/TypeError|RangeError/.test(stderr), `${status}: ${stderr}`);
		expect(!stdout.includes('wide1') && !stdout.includes('wide2'), stdout);
		expect(stdout.includes('wide.md'), stdout);
		return 'read as in UTF-8';
	},
	NUL: async (place) => {
		await place.write({
			'refs.bib': `\0\0${entry('moor2019', 'Harbour\0 lights')}`,
			'zero.bib': '\0'.repeat(1_000_000),
			'zero.md': '\0'.repeat(1_000_000),
			'zero.json': '\0'.repeat(1_000_000),
			'zero.yaml': '\0'.repeat(1_000_000),
			'a.md': `\0${note}`,
		});
		const found = place.check();
		expect(found.stdout.includes('a.md') && !/TypeError|RangeError/.test(found.stderr), found.stdout + found.stderr);
		await place.shows(await place.serve(), 'lights');
		return 'checked and served';
	},
	'100 MB on one line': async (place) => {
		await place.write({ 'refs.bib': entry('moor2019', 'Harbour lights'), 'a.md': note });
		const words = 'words in a row '.repeat(7_000_000);
		await place.write({
			'long.bib': `@book{long1, title = {${words}}}`,
			'long.json': `[{"id": "long2", "type": "book", "title": "${words}"}]`,
			'long.md': words,
		});
		const { status, stdout, stderr, seconds } = place.check();
		expect(status === 1 && stdout.includes('a.md'), `${status}: ${stderr.slice(-500)}`);
		const server = await place.serve();
		await place.shows(server, 'Harbour lights');
		return `\`lectern check\` ends after ${seconds} s, the server answers and holds ${await server.memory()} MB`;
	},
	'2 million entries': async (place) => {
		await place.write({ 'a.md': note });
		const file = await open(join(place.folder, 'refs.bib'), 'w');
		await file.write(entry('moor2019', 'Harbour lights'));
		for (let block = 0; block < 2000; block++) {
			const entries = Array.from(
				{ length: 1000 },
				(_, index) => `@book{k${block}x${index},title={Lights ${block} ${index}},author={Moor${index}, A},year=1990}\n`,
			);
			await file.write(entries.join(''));
		}
		await file.close();
		const started = Date.now();
		const server = await place.serve();
		await place.shows(server, 'Harbour lights');
		return `served after ${((Date.now() - started) / 1000).toFixed(0)} s, with ${await server.memory()} MB`;
	},
	'clock going back': async (place) => {
		const library = fakeTime();
		expect(library !== undefined, 'libfaketime could not be installed');
		await place.write({ 'refs.bib': entry('moor2019', 'Harbour lights') + many, 'a.md': note });
		const clock = join(place.folder, '..', 'clock');
		await writeFile(clock, '+0');
		const server = await place.serve({
			LD_PRELOAD: library,
			DONT_FAKE_MONOTONIC: '1',
			FAKETIME_TIMESTAMP_FILE: clock,
			FAKETIME_NO_CACHE: '1',
		});
		await place.shows(server, 'Harbour lights');
		for (const [index, shift] of ['-2y', '+3y', '-10d'].entries()) {
			await writeFile(clock, shift);
			await place.write({ 'refs.bib': entry('moor2019', `Lights of ${shift}`) + many });
			await server.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: place.uri('refs.bib'), type: 2 }] });
			await place.shows(server, `Lights of ${shift}`);
			expect(index < 3, '');
		}
		const again = await place.serve({ LD_PRELOAD: library, DONT_FAKE_MONOTONIC: '1', FAKETIME: '-5y' });
		await place.shows(again, 'Lights of -10d');
		return 'two years back, three forward, ten days back: each change is seen, and a server that starts five years earlier reads its caches';
	},
	'workspace deleted': async (place) => {
		await place.write({ 'refs.bib': entry('moor2019', 'Harbour lights'), 'a.md': note });
		const server = await place.serve();
		await place.shows(server, 'Harbour lights');
		await rm(place.folder, { recursive: true });
		await server.notify('workspace/didChangeWatchedFiles', {
			changes: ['refs.bib', 'a.md', ''].map((name) => ({ uri: place.uri(name), type: 3 })),
		});
		await place.shows(server, 'No paper has the key');
		const status = JSON.stringify(await server.ask('lectern/status', { uri: place.uri('open.md'), languageId: 'markdown' }));
		expect(status.includes('markdown'), status);
		await mkdir(place.folder);
		await place.write({ 'refs.bib': entry('moor2019', 'Harbour lights again') });
		await server.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: place.uri('refs.bib'), type: 1 }] });
		await place.shows(server, 'Harbour lights again');
		return 'its papers are gone, the server answers, and what comes back is read';
	},
	'linked library whose target is replaced': async (place) => {
		const outside = join(place.folder, '..', 'shared');
		await mkdir(outside);
		await writeFile(join(outside, 'one.bib'), entry('moor2019', 'First lights'));
		await writeFile(join(outside, 'two.bib'), entry('moor2019', 'Second lights'));
		await symlink(join(outside, 'one.bib'), join(place.folder, 'refs.bib'));
		const server = await place.serve();
		await place.shows(server, 'First lights');
		// As editors and reference managers save: another file takes the name. No editor reports what is outside of its folders.
		await writeFile(join(outside, 'new'), entry('moor2019', 'Third lights'));
		await rename(join(outside, 'new'), join(outside, 'one.bib'));
		await place.shows(server, 'Third lights');
		await rm(join(place.folder, 'refs.bib'));
		await symlink(join(outside, 'two.bib'), join(place.folder, 'refs.bib'));
		await server.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: place.uri('refs.bib'), type: 2 }] });
		await place.shows(server, 'Second lights');
		await rm(join(outside, 'two.bib'));
		await writeFile(join(outside, 'two.bib'), entry('moor2019', 'Fourth lights'));
		await place.shows(server, 'Fourth lights');
		return 'each of four targets is read, without a word from the editor where the target alone changed';
	},
	'hostile folder': async (place) => {
		await place.write({
			'a.bib': entry('moor2019', 'Harbour lights').repeat(300),
			'open.bib': '@article{k,\n title={x\n'.repeat(2000),
			'at.bib': '@a{'.repeat(2000),
			'cycle.bib': Array.from({ length: 2000 }, (_, index) => `@book{c${index}, title = {x}, crossref = {c${(index + 1) % 2000}}}\n`).join(
				'',
			),
			'deep.json': '['.repeat(200_000),
			'deep.yaml': '['.repeat(200_000),
			'compose.yaml': `services:\n${'  a:\n    image: b\n    type: c\n'.repeat(2000)}`,
			'a.md': `---\nbibliography: ${'['.repeat(50_000)}\n---\n${note}`,
			'brackets.md': '[@a '.repeat(50_000),
			'quotes.md': '> '.repeat(50_000),
			'word.bib': `@book{word, title = {${'x'.repeat(2_000_000)}}}`,
			'b.md': note,
			'.gitignore': '*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b\n'.repeat(1000),
		});
		execFileSync(
			'mkfifo',
			['pipe.bib', 'pipe.md', 'main.tex'].map((name) => join(place.folder, name)),
		);
		for (const [name, target] of Object.entries({
			'zero.bib': '/dev/zero',
			l1: '.',
			l2: '.',
			root: '/',
			proc: '/proc',
			'in.md': '/dev/stdin',
		}))
			await symlink(target, join(place.folder, name));
		const { status, stdout, stderr, seconds } = place.check();
		expect((status === 1 || status === 2) && stdout.includes('b.md:1:'), `${status}: ${stdout.slice(0, 300)} ${stderr.slice(-500)}`);
		return `\`lectern check\` ends after ${seconds} s with exit code ${status} and ${stdout.split('\n').length - 1} findings`;
	},
};

ChaosServer.patience = 900_000;
const wanted = process.argv.slice(2);
let failed = 0;
for (const [name, tried] of Object.entries(places)) {
	if (wanted.length > 0 && !wanted.some((each) => name.includes(each))) continue;
	const place = await Place.make();
	try {
		console.log(`| ${name} | ${await tried(place)} |`);
	} catch (error) {
		failed++;
		console.log(`| ${name} | **${error instanceof Error ? error.message : error}** |`);
	} finally {
		await place.remove();
	}
}
process.exit(failed > 0 ? 1 : 0);
