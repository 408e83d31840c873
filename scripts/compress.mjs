// Packs the files of a .vsix again, as small as deflate can: `node scripts/compress.mjs FILE`. What is in it stays as it is.
import { readFile, writeFile } from 'node:fs/promises';
import zopfli from '@gfx/zopfli';
import { BlobReader, configure, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } from '@zip.js/zip.js';

const stored = 0;
const deflated = 8;
/** How often Zopfli tries to do better. Fifteen, its default, takes three times as long for half a thousandth less. */
const rounds = 5;

/** The content of `entry` and how it is packed: as it is where that is not longer, as for fonts. */
async function packed(entry) {
	const content = await entry.getData(new Uint8ArrayWriter());
	if (content.length === 0) return { data: content, compressionMethod: stored };
	const smaller = await zopfli.deflateAsync(content, { numiterations: rounds });
	return smaller.length < content.length ? { data: smaller, compressionMethod: deflated } : { data: content, compressionMethod: stored };
}

/** The bytes of the archive `bytes` with the same files in the same order, each packed as small as can be. */
async function compressed(bytes) {
	const reader = new ZipReader(new BlobReader(new Blob([bytes])));
	const writer = new ZipWriter(new Uint8ArrayWriter(), { passThrough: true, dataDescriptor: false, extendedTimestamp: false });
	for (const entry of await reader.getEntries()) {
		const { data, compressionMethod } = await packed(entry);
		await writer.add(entry.filename, new Uint8ArrayReader(data), {
			entry,
			compressionMethod,
			crc32: entry.crc32,
			uncompressedSize: entry.uncompressedSize,
			dataDescriptor: false,
		});
	}
	return writer.close();
}

configure({ useWebWorkers: false });
const [file] = process.argv.slice(2);
await writeFile(file, await compressed(await readFile(file)));
