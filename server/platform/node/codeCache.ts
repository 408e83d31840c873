import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { constants, Script } from 'node:vm';

/** Where compiled code is kept. */
export interface CodeCache {
	readonly folder: string;
	/** What the bundles were built as: other bundles have other code. */
	readonly build: string;
}

/** Whether this version of Node can load bundles in this way (20.10 and newer). */
export const hasCodeCache = constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER !== undefined;

/**
 * Loads a CommonJS bundle and the bundles beside it that it requires, and returns what it exports. The code that V8 makes of them is kept, so
 * that the next process need not compile them again: that takes half of the time until the server answers. What is kept is of one version of
 * Node; V8 ignores it where it does not fit, and so do we where it cannot be read.
 */
export function loadWithCodeCache(file: string, cache: CodeCache): unknown {
	// What is kept only fits a process with the same flags, and the server sets this one later.
	setFlagsFromString('--expose-gc');
	const scripts: KeptScript[] = [];
	const loaded = new Map<string, { exports: unknown }>();
	const beside = dirname(file);
	const load = (path: string): unknown => {
		const known = loaded.get(path);
		if (known) return known.exports;
		const module = { exports: {} as unknown };
		loaded.set(path, module);
		const script = scriptOf(path, cache);
		scripts.push(script);
		const plain = createRequire(path);
		const require = (id: string): unknown => (id.startsWith('./') ? load(join(beside, id)) : plain(id));
		const run = script.script.runInThisContext() as (...given: unknown[]) => void;
		run.call(module.exports, module.exports, require, module, path, beside);
		return module.exports;
	};
	const exported = load(file);
	// At the end, when nobody waits: what was compiled while the server worked is kept as well.
	process.once('exit', () => keep(scripts.filter(({ isKept }) => !isKept)));
	return exported;
}

interface KeptScript {
	readonly script: Script;
	readonly kept: string;
	/** Whether V8 took what was kept. */
	readonly isKept: boolean;
}

function scriptOf(path: string, { folder, build }: CodeCache): KeptScript {
	const kept = join(folder, `${basename(path, '.js')}-${build}-${process.version}-${process.arch}.code`);
	const cachedData = readKept(kept);
	const script = new Script(wrap(readFileSync(path, 'utf8')), {
		filename: path,
		...(cachedData && { cachedData }),
		// `import()` in the bundles works as in any other module.
		importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
	});
	return { script, kept, isKept: cachedData !== undefined && script.cachedDataRejected === false };
}

function readKept(path: string): Buffer | undefined {
	try {
		return readFileSync(path);
	} catch {
		// Whatever is wrong with it: without it the server starts as well.
		return undefined;
	}
}

function keep(scripts: readonly KeptScript[]): void {
	for (const { script, kept } of scripts) {
		// Named like all unfinished files (`unfinishedName`), without loading what the engine is needed for.
		const temporary = `${kept}.${process.pid}.lectern.tmp`;
		try {
			mkdirSync(dirname(kept), { recursive: true });
			writeFileSync(temporary, script.createCachedData());
			renameSync(temporary, kept);
		} catch {
			// The next start takes as long as this one; there is no log yet to report it to.
			rmSync(temporary, { force: true });
		}
	}
}
