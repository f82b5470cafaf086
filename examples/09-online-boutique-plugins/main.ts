import { App } from 'cdk8s';
import { fleet } from './fleet';

const app = new App();
fleet(app);
app.synth();
