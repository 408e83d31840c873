// Without `node:`: VS Code puts its own modules, which know the user's proxy and certificates, in the place of these names.
import type { IncomingMessage } from 'node:http';
// biome-ignore lint/style/useNodejsImportProtocol: see above
import { request as requestHttp } from 'http';
// biome-ignore lint/style/useNodejsImportProtocol: see above
import { request as requestHttps } from 'https';
import type { Transport } from '../../server/protocol/index.js';

/** Asks by Node's requests as VS Code has them in the extension host, through the proxy and with the certificates that its settings name. */
export const nodeTransport: Transport = ({ address, accept, headers, body }, receiver) => {
	const send = address.startsWith('https:') ? requestHttps : requestHttp;
	const asking = send(
		address,
		{
			method: body === undefined ? 'GET' : 'POST',
			headers: {
				'user-agent': 'Lectern (citation editor)',
				...headers,
				accept,
				...(body !== undefined && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
			},
		},
		(response) => receive(response),
	);
	const receive = (response: IncomingMessage) => {
		receiver.begin(
			response.statusCode ?? 0,
			Object.fromEntries(
				Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
			),
		);
		response.on('data', (part: Buffer) => receiver.part(part));
		response.on('end', () => receiver.end());
		response.on('aborted', () => receiver.fail('cut-off', 'the connection broke'));
		response.on('error', (error) => receiver.fail('cut-off', error.message));
	};
	asking.on('error', (error: NodeJS.ErrnoException) => receiver.fail('unreachable', error.code ?? error.message));
	asking.end(body);
	return () => asking.destroy();
};
