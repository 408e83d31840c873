import { StringDecoder } from 'node:string_decoder';
import { libraryHost } from '../../cli/mcp/libraryHost.js';
import { McpServer } from '../../cli/mcp/mcpServer.js';
import { type LibraryRequest, type Log, localize, noting, SkippedFiles } from '../../engine/index.js';
import { bundledCorpus } from './bundledCorpus.js';
import { files } from './files.js';
import { formatting } from './formatting.js';
import { askZotero } from './zotero.js';

/** A longer line is refused (UTF-16 units): no request of ours needs a tenth of it. */
const longestLine = 4 << 20;

/** So long requests that are running may still take when the input has ended (ms). */
const longestEnd = 60_000;

/** Answers MCP on the standard streams until the input ends. Standard output carries the protocol and nothing else. */
export async function serveMcp(request: LibraryRequest, version: string, log: Log, zoteroPort?: number): Promise<void> {
	const write = process.stdout.write.bind(process.stdout);
	// Whatever else wants to print goes to where clients show logs.
	process.stdout.write = process.stderr.write.bind(process.stderr);
	const corpus = await bundledCorpus();
	const skipped = new SkippedFiles((uri, reason) => log.warn(`${uri} is not read: ${localize(reason)}`));
	const host = libraryHost(
		noting(files, skipped),
		corpus,
		request,
		formatting(),
		version,
		log,
		zoteroPort === undefined ? undefined : { ask: askZotero, port: zoteroPort },
	);
	const server = new McpServer(host, (line) => {
		write(`${line}\n`);
	});
	for await (const line of linesOf(process.stdin)) {
		if (line === undefined) server.refuseLine();
		else server.receive(line);
	}
	// The timer keeps the program alive as well: the thread that formats references does not.
	let limit: NodeJS.Timeout | undefined;
	await Promise.race([
		server.idle(),
		new Promise((resolve) => {
			limit = setTimeout(resolve, longestEnd);
		}),
	]);
	clearTimeout(limit);
}

/** The lines of a stream of UTF-8; nothing in place of one that is too long. A last line without an end counts. */
async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string | undefined> {
	const decoder = new StringDecoder('utf8');
	let parts: string[] = [];
	let length = 0;
	for await (const chunk of stream) {
		const text = typeof chunk === 'string' ? chunk : decoder.write(chunk);
		let start = 0;
		for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
			const isTooLong = length + end - start > longestLine;
			yield isTooLong ? undefined : parts.join('') + text.slice(start, end);
			parts = [];
			length = 0;
			start = end + 1;
		}
		length += text.length - start;
		// What is too long is dropped as it comes.
		parts = length > longestLine ? [] : [...parts, text.slice(start)];
	}
	if (length > 0 && length <= longestLine) yield parts.join('');
}
