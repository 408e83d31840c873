// Checks the direction of imports: which folder may import from which, and that no files import each other in a circle.
// Run by `npm run check`; `node scripts/checkImports.mjs FOLDER` checks another checkout. Built-in modules only.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Layers by the beginning of their files' paths, and what each may import besides itself. A file belongs to the first layer that fits.
 * `packages` are the npm packages and Node modules that only this layer may import.
 */
export const layers = [
	{ name: 'base', at: 'server/engine/base/', may: [] },
	{ name: 'formats', at: 'server/engine/library/formats/', may: ['base'] },
	{ name: 'library', at: 'server/engine/library/', may: ['base', 'formats'] },
	{ name: 'literature', at: 'server/engine/literature/', may: ['base', 'formats', 'library'] },
	{ name: 'documents', at: 'server/engine/documents/', may: ['base', 'formats', 'library'] },
	{ name: 'workspace', at: 'server/engine/workspace/', may: ['base', 'formats', 'library', 'documents'] },
	{ name: 'render', at: 'server/engine/render/', may: ['base', 'formats', 'library', 'documents'] },
	{
		name: 'features',
		at: 'server/engine/features/',
		may: ['base', 'formats', 'library', 'literature', 'documents', 'workspace', 'render'],
	},
	{
		name: 'tools',
		at: 'server/engine/tools/',
		may: ['base', 'formats', 'library', 'literature', 'documents', 'workspace', 'render', 'features'],
	},
	{
		name: 'engine',
		at: 'server/engine/index.ts',
		may: ['base', 'formats', 'library', 'literature', 'documents', 'workspace', 'render', 'features', 'tools'],
	},
	{ name: 'protocol', at: 'server/protocol/', may: ['engine'] },
	{ name: 'lsp', at: 'server/lsp/', may: ['engine', 'protocol'] },
	{ name: 'cli', at: 'server/cli/', may: ['engine'] },
	{ name: 'shared platform', at: 'server/platform/shared/', may: ['engine', 'protocol'] },
	{ name: 'Node', at: 'server/platform/node/', may: ['engine', 'protocol', 'lsp', 'cli', 'shared platform'] },
	{ name: 'browser', at: 'server/platform/browser/', may: ['engine', 'protocol', 'lsp', 'shared platform'] },
	{ name: 'client in Node', at: 'client/node/', may: ['protocol'] },
	{ name: 'client', at: 'client/', may: ['client in Node', 'protocol'] },
];

/** Packages that only some layers may import. */
const platformPackages = [
	{ pattern: /^vscode$|^vscode-languageclient/, layers: ['client'] },
	{ pattern: /^node:|^vscode-languageserver\/node/, layers: ['Node', 'client in Node'] },
	{ pattern: /^vscode-languageserver\/browser/, layers: ['browser'] },
	// Its translation is state, which each bundle would have for itself: all others have it from the engine.
	{
		pattern: /^@vscode\/l10n$/,
		layers: ['base', 'formats', 'library', 'literature', 'documents', 'workspace', 'render', 'features', 'tools', 'engine'],
	},
	{ pattern: /^vscode-languageserver(?!-textdocument)/, layers: ['lsp', 'Node', 'browser'] },
];

/** A file of the features that all others may import: what a request carries. */
const sharedByFeatures = 'server/engine/features/context.ts';

const layerOf = (file) => layers.find(({ at }) => file.startsWith(at));

/** What a file imports and passes on: files of the project by their paths from the root, packages by their names. */
export function importsOf(file, text) {
	const found = text.matchAll(/(?:^|\n)\s*(?:import|export)\b[^;'"]*?(?:from\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
	return Array.from(found, ([, fixed, dynamic]) => {
		const target = fixed ?? dynamic;
		return target.startsWith('.')
			? path.posix.normalize(path.posix.join(path.posix.dirname(file), target)).replace(/\.js$/, '.ts')
			: target;
	});
}

/** What is wrong with the imports of files, one line each. `files` maps paths from the root to what they import. */
export function importProblems(files) {
	return [...wrongDirections(files), ...circles(files)];
}

function wrongDirections(files) {
	const problems = [];
	for (const [file, targets] of files) {
		const layer = layerOf(file);
		if (!layer) {
			problems.push(`${file} belongs to no layer`);
			continue;
		}
		for (const target of targets) {
			const reason = reasonAgainst(layer, target);
			if (reason) problems.push(`${file} imports ${target}: ${reason}`);
		}
	}
	return problems;
}

/** Why a file may not import a target; nothing where it may. */
function reasonAgainst(layer, target) {
	const restricted = platformPackages.find(({ pattern }) => pattern.test(target));
	if (restricted) return restricted.layers.includes(layer.name) ? undefined : `only ${restricted.layers.join(', ')} may`;
	const other = layerOf(target);
	if (!other) return undefined;
	const isFeature = layer.name === 'features' && other.name === 'features';
	if (isFeature && target !== sharedByFeatures) return 'features do not import each other';
	if (other === layer || layer.may.includes(other.name)) return undefined;
	const past = target.startsWith('server/engine/') && layer.may.includes('engine');
	return past ? 'outside the engine, import from engine/index.ts' : `${layer.name} may not import from ${other.name}`;
}

/** Groups of files that import each other in a circle, type imports included (Tarjan's strongly connected components). */
function circles(files) {
	const found = [];
	const order = new Map();
	const low = new Map();
	const stack = [];
	const visit = (file) => {
		order.set(file, order.size);
		low.set(file, order.get(file));
		stack.push(file);
		for (const target of files.get(file)) {
			if (!files.has(target)) continue;
			if (!order.has(target)) {
				visit(target);
				low.set(file, Math.min(low.get(file), low.get(target)));
			} else if (stack.includes(target)) low.set(file, Math.min(low.get(file), order.get(target)));
		}
		if (low.get(file) !== order.get(file)) return;
		const circle = stack.splice(stack.indexOf(file));
		if (circle.length > 1 || files.get(file).includes(file))
			found.push(`these files import each other in a circle: ${circle.sort().join(', ')}`);
	};
	for (const file of files.keys()) if (!order.has(file)) visit(file);
	return found;
}

/** The TypeScript files of server and client below a folder, with what each imports. */
export function readImports(root) {
	const files = new Map();
	for (const folder of ['server', 'client'])
		for (const name of readdirSync(path.join(root, folder), { recursive: true })) {
			const file = `${folder}/${String(name).replaceAll(path.sep, '/')}`;
			if (file.endsWith('.ts')) files.set(file, importsOf(file, readFileSync(path.join(root, file), 'utf8')));
		}
	return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const problems = importProblems(
		readImports(path.resolve(process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..'))),
	);
	for (const problem of problems) console.error(problem);
	process.exit(problems.length > 0 ? 1 : 0);
}
