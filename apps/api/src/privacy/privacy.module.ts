import { Module } from '@nestjs/common';
import { PersonsController } from './persons.controller.js';

/** What those who answer for personal data look at and ask for. */
@Module({ controllers: [PersonsController] })
export class PrivacyModule {}
