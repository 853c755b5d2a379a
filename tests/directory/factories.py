"""Factories of places."""

import factory

from directory.models import Collective, PeerGroup


class PeerGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PeerGroup

    slug = factory.Sequence(lambda n: f"groupe-{n}")
    name = factory.Sequence(lambda n: f"GEM numéro {n}")


class CollectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Collective

    slug = factory.Sequence(lambda n: f"collectif-{n}")
    name = factory.Sequence(lambda n: f"Collectif numéro {n}")
