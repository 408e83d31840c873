// Without `node:`: VS Code puts its own modules, which know the user's proxy and certificates, in the place of these names.
// biome-ignore lint/style/useNodejsImportProtocol: see above
import { request as requestHttp } from 'http';
// biome-ignore lint/style/useNodejsImportProtocol: see above
import { request as requestHttps } from 'https';
import { methodAndHeaders, sendAndReceive, type Transport } from '../../server/protocol/index.js';

/** Asks by Node's requests as VS Code has them in the extension host, through the proxy and with the certificates that its settings name. */
export const nodeTransport: Transport = (request, receiver) => {
	const begin = request.address.startsWith('https:') ? requestHttps : requestHttp;
	return sendAndReceive(begin(request.address, methodAndHeaders(request)), request, receiver);
};
