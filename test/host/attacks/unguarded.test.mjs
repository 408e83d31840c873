// Each attack in a build without guards, where it does harm: `npm run attacks`.
import { testAttacks } from './run.mjs';

suite('attacks without guards in VS Code', function () {
	this.timeout(600_000);
	testAttacks({ isGuarded: false });
});
