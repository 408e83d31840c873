import { appendFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { bib, type Reading } from '../project.js';
import { all } from '../run.js';

interface Main {
	readonly mainFilePath: string;
}

/** What is used of Typst's compiler, which is no dependency: `test/run.mjs` installs it where there is one for the platform. */
interface Compiler {
	query(main: Main, what: { readonly selector: string }): readonly { readonly key: string }[];
	compile(main: Main): { hasError(): boolean; takeDiagnostics(): unknown };
	fetchDiagnostics(diagnostics: unknown): readonly { readonly message: string }[];
}

/** What Typst cites in a file; unknown are the labels that neither the document nor its bibliographies have. */
export async function readByTypst(folder: string, main: string): Promise<Reading> {
	const { NodeCompiler } = createRequire(resolve('.test-host/typst/package.json'))('@myriaddreamin/typst-ts-node-compiler') as {
		readonly NodeCompiler: { create(options: { readonly workspace: string }): Compiler };
	};
	const file = { mainFilePath: join(folder, main) };
	const compiler = NodeCompiler.create({ workspace: folder });
	const compiled = compiler.compile(file);
	if (!compiled.hasError()) return { cited: new Set(citedIn(compiler, file)), unknown: new Set() };
	const messages = compiler.fetchDiagnostics(compiled.takeDiagnostics()).map(({ message }) => message);
	const unknown = messages.flatMap((message) => all(message, /^(?:label|key) `<?(.+?)>?` does not exist/g));
	const others = messages.filter((message) => !/^(?:label|key) `.+` does not exist/.test(message));
	if (others.length > 0) throw new Error(`Typst does not compile it: ${others.join('; ')}`);
	// With the missing entries the document can be set, and shows what it cites.
	const lists = readdirSync(folder, { recursive: true })
		.map(String)
		.filter((name) => name.endsWith('.bib'));
	const [list] = lists;
	if (list === undefined) return { cited: new Set(unknown), unknown: new Set(unknown) };
	appendFileSync(join(folder, list), bib(...new Set(unknown)));
	return { cited: new Set(citedIn(NodeCompiler.create({ workspace: folder }), file)), unknown: new Set(unknown) };
}

const citedIn = (compiler: Compiler, file: Main): readonly string[] =>
	compiler.query(file, { selector: 'cite' }).map(({ key }) => key.replace(/^(?:<|label\(")|(?:>|"\))$/g, ''));
