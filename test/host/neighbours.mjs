// `node test/host/neighbours.mjs FOLDER`: Lectern beside LaTeX Workshop, PandocCiter and Foam, each built from its source below FOLDER, in real
// VS Code. What is not there yet is fetched from GitHub, at the commits below, and built; nothing of it comes into the repository.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(process.argv[2] ?? '');
if (process.argv[2] === undefined)
	throw new Error('Name a folder outside the repository for the sources: node test/host/neighbours.mjs FOLDER');
mkdirSync(folder, { recursive: true });

const run = (cwd, command, ...args) => execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
const install = (cwd, ...args) => run(cwd, 'npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...args);

/** Tools for testing and publishing, of which one asks for a package that is not in the registry. */
const notForBuilding = ['@vscode/test-web', 'vitest', 'oxlint', 'happy-dom', 'husky', 'vite-tsconfig-paths'];

function withoutTools(file) {
	const manifest = JSON.parse(readFileSync(file, 'utf8'));
	for (const name of notForBuilding) delete manifest.devDependencies?.[name];
	writeFileSync(file, JSON.stringify(manifest, undefined, '\t'));
}

const neighbours = [
	{
		name: 'PandocCiter',
		repository: 'notZaki/PandocCiter',
		commit: '4ff5c661b017c374062481bd7620d65ea966fccd',
		built: 'out/extension.js',
		build(at) {
			install(at);
			run(at, 'npx', 'tsc', '-p', './');
		},
	},
	{
		name: 'LaTeX-Workshop',
		repository: 'James-Yu/LaTeX-Workshop',
		commit: 'e5f9ec34881848a13d0991f288a55284d8514eb2',
		built: 'out/src/main.js',
		build(at) {
			install(at);
			run(at, 'npm', 'run', 'compile');
		},
	},
	{
		name: 'foam',
		repository: 'foambubble/foam',
		commit: '9f56a23523ff9eafc9cd770c731f9ee2dafb385f',
		built: 'packages/foam-vscode/out/bundles/extension-node.js',
		build(at) {
			const packages = path.join(at, 'packages');
			for (const name of ['foam-cli', 'foam-mcp']) rmSync(path.join(packages, name), { recursive: true, force: true });
			writeFileSync(path.join(at, 'package.json'), JSON.stringify({ name: 'foam', private: true, workspaces: ['packages/*'] }));
			for (const name of readdirSync(packages)) withoutTools(path.join(packages, name, 'package.json'));
			install(at, '--legacy-peer-deps');
			run(path.join(packages, 'foam-core'), 'npx', 'tsc', '-p', 'tsconfig.json');
			run(path.join(packages, 'foam-graph'), 'node', 'build.cjs');
			run(path.join(packages, 'foam-graph'), 'node', 'build.cjs', '--vscode');
			run(path.join(packages, 'foam-vscode'), 'node', 'esbuild.js', '--platform=node');
		},
	},
];

for (const { name, repository, commit, built, build } of neighbours) {
	const at = path.join(folder, name);
	if (existsSync(path.join(at, built))) continue;
	if (!existsSync(at)) run(folder, 'git', 'clone', '--quiet', `https://github.com/${repository}.git`, name);
	run(at, 'git', 'checkout', '--quiet', '--force', commit);
	console.log(`Building ${name} at ${commit.slice(0, 8)}`);
	try {
		build(at);
	} catch (error) {
		// Compilers report what does not concern the bundle; what counts is whether there is one.
		if (!existsSync(path.join(at, built))) throw error;
	}
}
execFileSync(
	process.execPath,
	['node_modules/mocha/bin/mocha.js', '--exit', '--ui', 'tdd', '--reporter', 'spec', 'test/host/neighbours/beside.test.mjs'],
	{ stdio: 'inherit', env: { ...process.env, LECTERN_NEIGHBOURS: folder } },
);
