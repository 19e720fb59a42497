from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self):
        from config.admin_words import name_columns_and_fields

        name_columns_and_fields()
