// Starts VS Code's server on loopback. Built-in modules only: `npm start` uses it, too.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Settings under which nothing calls home, nothing pops up and hovers come at once. */
const quiet = {
	'chat.disableAIFeatures': true,
	'editor.hover.delay': 100,
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'files.autoSave': 'off',
	'files.hotExit': 'off',
	'git.enabled': false,
	'json.schemaDownload.enable': false,
	'npm.fetchOnlinePackageInfo': false,
	'telemetry.telemetryLevel': 'off',
	'update.mode': 'none',
	'workbench.enableExperiments': false,
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.startupEditor': 'none',
	'workbench.tips.enabled': false,
};

/**
 * @typedef {object} Options
 * @property {{ node: string, main: string, isCodeServer: boolean }} workbench from `installWorkbench`
 * @property {string} [vsix] a packaged extension to install
 * @property {string} [notes] a folder to work on a copy of
 * @property {string} [folder] a folder to work on as it is
 * @property {Record<string, unknown>} [settings]
 * @property {Record<string, unknown>} [machine] settings of the machine's own, which no workspace can change
 * @property {boolean} [trust] ask whether the folder is trusted
 * @property {boolean} [driver] lets the address name extensions under development
 * @property {number} [port]
 */

/** Starts the server and waits until it answers. @param {Options} options */
export async function startVSCode({ workbench, vsix, notes, folder, settings = {}, machine, trust = false, driver = false, port }) {
	// Unix sockets live below this folder, and their paths may have 107 bytes.
	const work = mkdtempSync(path.join(tmpdir(), 'lec-'));
	const at = (name) => path.join(work, name);
	const workspace = folder ?? at('notes');
	for (const name of ['user/User', 'extensions', 'home', 't']) mkdirSync(at(name), { recursive: true });
	if (notes) cpSync(notes, workspace, { recursive: true });
	else mkdirSync(workspace, { recursive: true });
	const trusting = trust ? {} : { 'security.workspace.trust.enabled': false };
	writeFileSync(at('user/User/settings.json'), JSON.stringify({ ...quiet, ...trusting, ...settings }));
	if (machine) {
		mkdirSync(at('user/Machine'), { recursive: true });
		writeFileSync(at('user/Machine/settings.json'), JSON.stringify(machine));
	}
	const folders = ['--user-data-dir', at('user'), '--extensions-dir', at('extensions')];
	const common = workbench.isCodeServer
		? [workbench.main, '--config', at('config.yaml'), ...folders]
		: [workbench.main, '--accept-server-license-terms', '--server-data-dir', work, ...folders];
	const env = {
		...process.env,
		HOME: at('home'),
		TMPDIR: at('t'),
		XDG_CONFIG_HOME: at('home/.config'),
		XDG_DATA_HOME: at('home/.local/share'),
		EXTENSIONS_GALLERY: '{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}',
	};
	for (const name of ['NODE_OPTIONS', 'VSCODE_IPC_HOOK_CLI', 'PORT', 'PASSWORD']) delete env[name];
	if (vsix) execFileSync(workbench.node, [...common, '--install-extension', path.resolve(vsix)], { env, stdio: 'pipe' });
	const ownPort = port ?? (await freePort());
	const log = openSync(at('server.log'), 'a');
	const server = spawn(
		workbench.node,
		[
			...common,
			...(workbench.isCodeServer
				? ['--bind-addr', `127.0.0.1:${ownPort}`, '--auth', 'none', '--disable-update-check', '--ignore-last-opened']
				: ['--host', '127.0.0.1', '--port', String(ownPort), '--without-connection-token', '--telemetry-level', 'off']),
			'--disable-telemetry',
			...(trust ? [] : ['--disable-workspace-trust']),
			...(driver ? ['--enable-smoke-test-driver'] : []),
		],
		{ cwd: work, env, detached: true, stdio: ['ignore', log, log] },
	);
	closeSync(log);
	let isGone = false;
	const gone = new Promise((resolve) =>
		server.once('exit', () => {
			isGone = true;
			resolve();
		}),
	);
	const end = (signal) => {
		try {
			if (!isGone) process.kill(-server.pid, signal);
		} catch {
			// It went by itself.
		}
	};
	const clean = () => {
		end('SIGKILL');
		rmSync(work, { recursive: true, force: true, maxRetries: 3 });
	};
	// The server is a process group of its own: it goes with us, whichever way we go.
	process.once('exit', clean);
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));

	const origin = `http://127.0.0.1:${ownPort}`;
	const deadline = Date.now() + 60_000;
	while (!(await answers(`${origin}/${workbench.isCodeServer ? 'healthz' : 'version'}`))) {
		if (isGone || Date.now() > deadline)
			throw new Error(`VS Code's server did not start:\n${readFileSync(at('server.log'), 'utf8').slice(-2000)}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return {
		origin,
		authority: `127.0.0.1:${ownPort}`,
		workspace,
		work,
		/** The workbench's address, with extensions under development and tests to run where given; on another folder where one is given. */
		address: (payload = [], folder = workspace) =>
			`${origin}/?folder=${encodeURIComponent(folder)}${payload.length > 0 ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : ''}`,
		stop: async () => {
			end('SIGTERM');
			await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5000))]);
			process.off('exit', clean);
			clean();
		},
	};
}

const answers = (address) =>
	fetch(address).then(
		({ ok }) => ok,
		() => false,
	);

/** A port of the loopback address that nobody uses. */
export const freePort = () =>
	new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
