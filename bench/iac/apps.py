from django.apps import AppConfig


class IacConfig(AppConfig):
    name = "bench.iac"
    label = "iac"

    def ready(self) -> None:
        from bench.iac.cards import cards
        from bench.iac.records import public_ids, records
        from search.index import source

        source.register(source.RecordSource(public_ids, records, cards))
