import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { readingPdfs } from '../../../../server/platform/node/pdf/inThread.js';
import { PdfError } from '../../../../server/platform/node/pdf/objects.js';
import { readPdf } from '../../../../server/platform/node/pdf/read.js';
import { contentOf, type PdfOptions, pdfOf, type Shown } from '../../../pdfs/make.js';

const textsOf = (bytes: Uint8Array) => readPdf(bytes).pages[0]!.map(({ text }) => text);
const seals: readonly Shown[] = [{ text: 'Harbour seals at night', size: 17 }, { text: 'Mira Lang' }];
const expected = ['Harbour seals at night', 'Mira Lang'];

/** A font in the file whose codes are named by its own encoding. */
const font = (more: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /Own ${more} >>`;
const stream = (text: string, more = '') => `<< /Length ${text.length} ${more} >>\nstream\n${text}\nendstream`;
const shownIn = (written: string, options: PdfOptions) =>
	textsOf(pdfOf([], { ...options, content: Buffer.from(`BT /F2 12 Tf 1 0 0 1 72 700 Tm ${written} ET`, 'latin1') }));

suite('the beginning of a PDF', () => {
	for (const [what, options] of Object.entries<PdfOptions>({
		'a table of objects': {},
		'a stream of objects': { isPacked: true },
		'a wrong table': { hasWrongTable: true },
		'RC4, and no password': { encryption: 'rc4' },
		'AES, and no password': { encryption: 'aes' },
	}))
		test(`is read in a file with ${what}`, () => {
			assert.deepEqual(textsOf(pdfOf(seals, options)), expected);
		});

	test('is read in a file whose end is lost', () => {
		const whole = pdfOf(seals);
		assert.deepEqual(textsOf(whole.subarray(0, whole.indexOf('xref'))), expected);
	});

	test('is the newest of a file that was saved several times', () => {
		const first = pdfOf(seals, { hasWrongTable: true });
		const content = contentOf([{ text: 'Grey seals' }]);
		const newer = `6 0 obj\n${stream(content)}\nendobj\n`;
		assert.deepEqual(textsOf(Buffer.concat([first, Buffer.from(newer)])), ['Grey seals']);
	});

	const plain = Buffer.from(contentOf(seals));
	for (const [filter, bytes] of [
		['/FlateDecode', deflateSync(plain)],
		['/ASCIIHexDecode', Buffer.from(`${plain.toString('hex')}>`)],
		['/ASCII85Decode', Buffer.from(ascii85(plain))],
		['[/ASCII85Decode /FlateDecode]', Buffer.from(ascii85(deflateSync(plain)))],
		['/LZWDecode', lzw(plain)],
		['/LZWDecode', lzw(Buffer.concat([Buffer.from(`% ${'lantern harbour tide '.repeat(900)}\n`), plain]))],
		['/RunLengthDecode', Buffer.concat([...Array.from(plain, (byte) => Buffer.from([0, byte])), Buffer.from([128])])],
		['/FlateDecode', Buffer.concat([Buffer.from([0x78, 0x00]), deflateSync(plain).subarray(2)])],
	] as const)
		test(`is read through ${filter} (${bytes.length} bytes)`, () => {
			assert.deepEqual(textsOf(pdfOf([], { content: bytes, filter: `/Filter ${filter}` })), expected);
		});

	test('has sizes, and places from the left and the top', () => {
		const [line] = readPdf(pdfOf([{ text: 'Lanterns', size: 17, x: 153, y: 594 }])).pages[0]!;
		assert.deepEqual(line, { text: 'Lanterns', size: 17, left: 0.25, top: 0.25, isUpright: true });
	});

	test('says what is written upwards at the margin', () => {
		const stamp = { text: 'arXiv:2101.00001v2 [cs.LG] 3 Jan 2021', size: 20, x: 30, y: 200, isRotated: true };
		const lines = readPdf(pdfOf([stamp, ...seals])).pages[0]!;
		assert.deepEqual(
			lines.map(({ text, isUpright }) => [text, isUpright]),
			[
				['arXiv:2101.00001v2 [cs.LG] 3 Jan 2021', false],
				['Harbour seals at night', true],
				['Mira Lang', true],
			],
		);
	});

	test('is upright on a page that is turned as it was written', () => {
		const [line] = readPdf(pdfOf([{ text: 'Lanterns', x: 306, y: 100, isRotated: true }], { rotate: 90 })).pages[0]!;
		assert.equal(line!.isUpright, true);
	});

	test('has blanks where letters have gaps, and none where they are moved a little', () => {
		assert.deepEqual(shownIn('[(Har) 20 (bour) -400 (seals)] TJ', { fonts: { F2: '5 0 R' } }), ['Harbour seals']);
	});

	test('joins the parts of a line that a raised sign comes between', () => {
		const content = 'BT /F2 17 Tf 1 0 0 1 72 700 Tm (Harbour) Tj /F2 9 Tf 5 Ts (1) Tj 0 Ts /F2 17 Tf ( seals) Tj ET';
		assert.deepEqual(textsOf(pdfOf([], { fonts: { F2: '5 0 R' }, content: Buffer.from(content) })), ['Harbour seals', '1']);
	});

	test('reads parts of a page that are kept beside it, with their own place', () => {
		const form = `${stream('BT /F1 10 Tf 72 700 Td (Within) Tj ET', '/Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 -100]')}`;
		const [line] = readPdf(pdfOf([], { content: Buffer.from('q /X1 Do Q'), objects: [Buffer.from(form)] })).pages[0]!;
		assert.deepEqual([line!.text, Math.round(line!.top * 792)], ['Within', 192]);
	});

	test('knows letters by their names', () => {
		const encoding = '/Encoding << /Differences [1 /eacute /f_i /ffl /uni4E2D /germandbls /quoteright /Lslash /a.sc] >>';
		assert.deepEqual(shownIn('<0102030405060708> Tj', { fonts: { F2: font(encoding) } }), ['éfiffl中ß’Ła']);
	});

	test('knows letters by what the font says they are', () => {
		const map =
			'1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <00660069> endbfchar 2 beginbfrange <02> <04> <0041> <05> <06> [<03B1> <D835DC00>] endbfrange';
		const options = { fonts: { F2: font('/ToUnicode 10 0 R') }, objects: [Buffer.from(stream(map))] };
		assert.deepEqual(shownIn('<010203040506> Tj', options), ['fiABCαA']);
	});

	test('knows letters of two bytes', () => {
		const map = '1 beginbfrange <0001> <0003> <4E00> endbfrange';
		const type0 =
			'<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 10 0 R /DescendantFonts [<< /DW 1000 /W [1 [500 500]] >>] >>';
		assert.deepEqual(shownIn('<000100020003> Tj', { fonts: { F2: type0 }, objects: [Buffer.from(stream(map))] }), ['一丁丂']);
	});

	test('knows the ligatures of old TeX, whose fonts are pictures', () => {
		const type3 =
			'<< /Type /Font /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FirstChar 0 /Widths [] /Encoding << /Differences [27 /a27 /a28] >> >>';
		assert.deepEqual(shownIn('(di\\033usion) Tj', { fonts: { F2: type3 } }), ['diffusion']);
	});

	test('knows the letters of a font in the file that names them itself', () => {
		const program = '%!PS-AdobeFont\n/Encoding 256 array\ndup 11 /ff put\ndup 65 /Aring put\nreadonly def';
		const fonts = { F2: font('/FontDescriptor << /FontFile 10 0 R >>') };
		assert.deepEqual(shownIn('(\\013A) Tj', { fonts, objects: [Buffer.from(stream(program))] }), ['ffÅ']);
	});

	test('has a sign for letters of which nothing is known', () => {
		const type0 = '<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<< /DW 500 >>] >>';
		assert.deepEqual(shownIn('<00010002> Tj', { fonts: { F2: type0 } }), ['\ufffd\ufffd']);
	});

	test('passes over pictures within a page', () => {
		const content = Buffer.concat([Buffer.from('q BI /W 2 /H 1 ID (Tj \x00EI('), Buffer.from(' EI Q\n'), Buffer.from(contentOf(seals))]);
		assert.deepEqual(textsOf(pdfOf([], { content })), expected);
	});

	test('has what the file says about itself', () => {
		const information = '/Title <FEFF00C90074> /Subject (doi:10.5555/seal\\0561)';
		assert.deepEqual(readPdf(pdfOf(seals, { information })).notes, ['Ét', 'doi:10.5555/seal.1']);
	});

	test('is none of a file that is attached to it', () => {
		const attached = stream(pdfOf([{ text: 'The attached one' }]).toString('latin1'), '/Type /EmbeddedFile');
		const bytes = pdfOf(seals, { hasWrongTable: true, objects: ['<< >>', Buffer.from(attached, 'latin1')] });
		assert.deepEqual(textsOf(bytes), expected);
	});
});

/** The code of the error that reading ends with; nothing where it ends well. */
function codeOf(bytes: Uint8Array): string | undefined {
	try {
		readPdf(bytes);
		return undefined;
	} catch (error) {
		assert.ok(error instanceof PdfError, String(error));
		return error.code;
	}
}

suite('a hostile PDF', () => {
	const object = (text: string) => pdfOf(seals, { objects: [Buffer.from(text)] });

	test('that is none is refused', () => {
		for (const bytes of [Buffer.alloc(0), Buffer.from('<html>'), Buffer.from('%PDF-1.4'), Buffer.alloc(100_000)])
			assert.equal(codeOf(bytes), 'damaged');
	});

	test('that needs a password is refused', () => {
		const bytes = pdfOf(seals, { encryption: 'rc4' }).toString('latin1');
		assert.equal(codeOf(Buffer.from(bytes.replace(/\/O <\w{4}/, '/O <dead'), 'latin1')), 'encrypted');
	});

	test('whose content unpacks to more than it may is refused', () => {
		const bomb = deflateSync(Buffer.alloc(200 << 20));
		assert.equal(codeOf(pdfOf([], { content: bomb, filter: '/Filter /FlateDecode' })), 'too-large');
	});

	test('whose parts together unpack to more than they may is refused', () => {
		const bomb = deflateSync(Buffer.alloc(30 << 20, 32)).toString('latin1');
		const content = Buffer.from('/X1 Do '.repeat(100));
		const objects = [Buffer.from(stream(bomb, '/Subtype /Form /Filter /FlateDecode'), 'latin1')];
		assert.equal(codeOf(pdfOf([], { content, objects })), 'too-large');
	});

	test('whose pages contain each other has none', () => {
		const bytes = pdfOf(seals).toString('latin1').replace('/Type /Page /Parent 2 0 R', '/Type /Pages /Kids [2 0 R 3 0 R] ');
		assert.deepEqual(readPdf(Buffer.from(bytes, 'latin1')).pages, []);
	});

	test('whose parts contain themselves is read as far as it makes sense', () => {
		const form = stream('/X1 Do /X1 Do BT /F1 9 Tf (x) Tj ET', '/Subtype /Form');
		const bytes = pdfOf([], { content: Buffer.from(`/X1 Do ${contentOf(seals)}`), objects: [Buffer.from(form)] });
		assert.ok(textsOf(bytes).includes('Harbour seals at night'));
	});

	test('whose length is its own length is read', () => {
		const bytes = pdfOf(seals)
			.toString('latin1')
			.replace(/\/Length \d+/, '/Length 6 0 R');
		assert.deepEqual(textsOf(Buffer.from(bytes, 'latin1')), expected);
	});

	test('whose tables follow each other in a circle is read', () => {
		const whole = pdfOf(seals).toString('latin1');
		const table = whole.lastIndexOf('xref\n0 ');
		assert.deepEqual(textsOf(Buffer.from(whole.replace('/Root', `/Prev ${table} /Root`), 'latin1')), expected);
	});

	test('whose objects are within each other without an end is refused', () => {
		for (const open of ['[', '<<', '<</A[']) assert.equal(codeOf(object(open.repeat(100_000))), undefined);
		const content = Buffer.from('['.repeat(100_000));
		assert.equal(codeOf(pdfOf([], { content })), 'damaged');
	});

	test('whose font maps more letters than there are is read', () => {
		const map = '3 beginbfrange <00> <ffffffff> <0041> <00> <ffffff> <0041> <00> <ffff> [] endbfrange';
		assert.equal(shownIn('(A) Tj', { fonts: { F2: font('/ToUnicode 10 0 R') }, objects: [Buffer.from(stream(map))] }).length, 1);
	});

	test('that is cut anywhere ends, with what is left or a reason', () => {
		for (const options of [{}, { isPacked: true }, { encryption: 'aes' }] as const) {
			const whole = pdfOf(seals, options);
			for (let length = 0; length < whole.length; length += 7) codeOf(whole.subarray(0, length));
		}
	});

	test('with wrong bytes anywhere ends, with what is left or a reason', () => {
		let seed = 7;
		const random = (below: number) => {
			seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
			return seed % below;
		};
		for (const options of [{}, { isPacked: true }, { encryption: 'rc4' }] as const)
			for (let round = 0; round < 100; round++) {
				const bytes = Buffer.from(pdfOf(seals, options));
				for (let count = 1 + random(20); count > 0; count--) bytes[random(bytes.length)] = random(256);
				codeOf(bytes);
			}
	});
});

suite('the thread that reads a PDF', () => {
	let folder: string;
	setup(() => {
		folder = mkdtempSync(join(tmpdir(), 'lectern-pdf-'));
	});
	teardown(() => rmSync(folder, { recursive: true }));
	const script = (text: string) => {
		const path = join(folder, 'thread.cjs');
		writeFileSync(path, `const { parentPort, workerData } = require('node:worker_threads');\n${text}`);
		return path;
	};

	test('is ended where it goes on for too long', async () => {
		assert.deepEqual(await readingPdfs(script('for (;;) {}'), 200)(Buffer.alloc(1)), { failure: 'too-slow' });
	});

	test('fails alone where it takes too much memory', async () => {
		const greedy = script('const all = []; for (;;) all.push(Array.from({ length: 100_000 }, (_, i) => ({ i })));');
		assert.deepEqual(await readingPdfs(greedy, 60_000, 24)(Buffer.alloc(1)), { failure: 'too-large' });
	});

	test('fails alone where it throws, or ends without an answer', async () => {
		for (const text of ['throw new Error("no")', ''])
			assert.deepEqual(await readingPdfs(script(text))(Buffer.alloc(1)), { failure: 'damaged' });
	});

	test('answers after one that failed', async () => {
		const read = readingPdfs(script('if (workerData[0] === 1) process.exit(1); parentPort.postMessage({ pages: [], notes: [] });'));
		const answers = await Promise.all([read(Buffer.from([1])), read(Buffer.from([2]))]);
		assert.deepEqual(answers, [{ failure: 'damaged' }, { pages: [], notes: [] }]);
	});
});

function ascii85(bytes: Uint8Array): string {
	let text = '';
	for (let i = 0; i < bytes.length; i += 4) {
		const count = Math.min(4, bytes.length - i);
		let value = 0;
		for (let j = 0; j < 4; j++) value = value * 256 + (bytes[i + j] ?? 0);
		let digits = '';
		for (let j = 0; j < 5; j++) {
			digits = String.fromCharCode(33 + (value % 85)) + digits;
			value = Math.floor(value / 85);
		}
		text += value === 0 && digits === '!!!!!' && count === 4 ? 'z' : digits.slice(0, count + 1);
	}
	return `${text}~>`;
}

/** LZW as programs write it: codes grow as the table does, and it begins again when it is full. */
function lzw(bytes: Uint8Array): Buffer {
	const out: number[] = [];
	let [buffer, bits, width] = [0, 0, 9];
	const put = (code: number) => {
		buffer = (buffer << width) | code;
		bits += width;
		while (bits >= 8) {
			bits -= 8;
			out.push((buffer >> bits) & 255);
			buffer &= (1 << bits) - 1;
		}
	};
	let table = new Map<string, number>();
	let next = 258;
	put(256);
	let known = '';
	const codeOf = (text: string) => (text.length === 1 ? text.charCodeAt(0) : table.get(text)!);
	for (const byte of bytes) {
		const letter = String.fromCharCode(byte);
		if (known === '' || table.has(known + letter)) {
			known += letter;
			continue;
		}
		put(codeOf(known));
		table.set(known + letter, next++);
		// One code early, as the usual parameter says (7.4.4.3).
		if (next + 1 > 1 << width && width < 12) width++;
		if (next === 4094) {
			put(256);
			table = new Map();
			[next, width] = [258, 9];
		}
		known = letter;
	}
	put(codeOf(known));
	put(257);
	out.push((buffer << (8 - bits)) & 255);
	return Buffer.from(out);
}
