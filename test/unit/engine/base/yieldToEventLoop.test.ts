import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Rests, yieldToEventLoop } from '../../../../server/engine/base/yieldToEventLoop.js';

suite('a pause for whatever waits', () => {
	test('lets a message go first that came while another one was being answered', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'lectern-pause-'));
		const path = process.platform === 'win32' ? String.raw`\\.\pipe\lectern-pause-${process.pid}` : join(folder, 'pipe');
		const order: string[] = [];
		const server = createServer().listen(path);
		await once(server, 'listening');
		const client = createConnection(path);
		const [socket] = await once(server, 'connection');
		await new Promise<void>((resolve) => {
			socket.on('data', async (message: Buffer) => {
				order.push(`${message}`);
				if (`${message}` !== 'first') return;
				client.write('second');
				await yieldToEventLoop();
				order.push('went on');
				resolve();
			});
			client.write('first');
		});
		client.destroy();
		socket.destroy();
		server.close();
		await rm(folder, { recursive: true });
		assert.deepEqual(order, ['first', 'second', 'went on']);
	});
});

suite('a pause of work that nobody waits for', () => {
	/** In which order such a pause, and several of other work, come to their ends. */
	async function orderOf(rests: Rests): Promise<readonly string[]> {
		const order: string[] = [];
		const several = async () => {
			for (let count = 0; count < 20; count++) await yieldToEventLoop();
			order.push('others');
		};
		await Promise.all([rests.pause().then(() => order.push('pause')), several()]);
		return order;
	}

	test('takes longer where a letter was just typed', async () => {
		const rests = new Rests(() => 0);
		rests.noteLetter();
		assert.deepEqual(await orderOf(rests), ['others', 'pause']);
	});

	test('takes as long as any other where the last letter was typed some time ago', async () => {
		let now = 0;
		const rests = new Rests(() => now);
		rests.noteLetter();
		now = 101;
		assert.deepEqual(await orderOf(rests), ['pause', 'others']);
	});
});
