/** The hostile server as a process of its own, so that what it takes is not what is measured. Tells its port to whoever forked it. */
import { startHostileServer } from './hostile-server.ts';

const { port } = await startHostileServer();
process.send?.(port);
process.on('disconnect', () => process.exit());
